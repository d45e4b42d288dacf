"""What a class needs behind the pages: the seat of each person, the first owner, what people take with them."""
