"""What a person keeps of the material and its answers, with a remark."""
