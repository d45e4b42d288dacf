"""Which language a text is in; every text was written for this test."""

import pytest

from rag.language.identify import language
from rag.language.words import terms


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "What is the difference between a process and a thread?"),
        ("de", "Was ist der Unterschied zwischen einem Prozess und einem Thread?"),
        ("fr", "Quelle est la différence entre un processus et un fil ?"),
        ("es", "¿Cuál es la diferencia entre un proceso y un hilo?"),
        ("it", "Qual è la differenza tra un processo e un thread?"),
        ("pt", "Qual é a diferença entre um processo e uma linha de execução?"),
        ("nl", "Wat is het verschil tussen een proces en een draad?"),
        ("sv", "Vad är skillnaden mellan en process och en tråd?"),
        ("da", "Hvad er forskellen på en proces og en tråd, og hvornår bruges de?"),
        ("no", "Hva er forskjellen på en prosess og en tråd, og når brukes de?"),
        ("pl", "Jaka jest różnica między procesem a wątkiem?"),
        ("cs", "Jaký je rozdíl mezi procesem a vláknem?"),
        ("fi", "Mikä on prosessin ja säikeen välinen ero?"),
        ("hu", "Mi a különbség a folyamat és a szál között?"),
        ("ro", "Care este diferența dintre un proces și un fir de execuție?"),
        ("ca", "Quina és la diferència entre un procés i un fil d'execució?"),
        ("tr", "Bir süreç ile bir iş parçacığı arasındaki fark nedir?"),
        ("id", "Apa perbedaan antara sebuah proses dan sebuah utas dalam sistem operasi?"),
        ("ru", "В чём разница между процессом и потоком?"),
        ("uk", "Яка різниця між процесом і потоком, і коли їх використовують?"),
        ("el", "Ποια είναι η διαφορά μεταξύ μιας διεργασίας και ενός νήματος;"),
        ("hi", "प्रक्रिया और थ्रेड में क्या अंतर है?"),
        ("fa", "تفاوت بین یک پردازش و یک رشته چیست و چگونه به کار می‌رود؟"),
        ("ar", "ما الفرق بين العملية والخيط؟"),
        ("zh", "进程和线程有什么区别？"),
        ("zh", "なぜ空は青いのか"),
    ],
)
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "BERT layers"),
        ("en", "Hon. Adrianne E. Marshack"),  # "hon" is "she" in Swedish
        ("en", "Van Gogh"),
        ("en", ""),
        ("en", "3.14"),
        ("de", "Wer?"),
        ("it", "Chi è Dante?"),
        ("fr", "Qui a inventé cela ?"),
        ("fr", "La maison a vingt-trois lits."),
        ("ru", "Кто?"),
        ("el", "Ποιος;"),
    ],
)
def test_a_few_words_are_told_by_grammar_and_script_alone(code: str, text: str) -> None:
    assert language(text) == code


def test_words_of_english_tables_and_names_stay_english() -> None:
    assert language("Model A 93.4\nModel B 92.8\nBaseline C 88.1") == "en"
    assert language("Ian Goodfellow, Yoshua Bengio, Aaron Courville, Cambridge") == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The generators' networks were trained on 1,000 café images, naïvely.",
            "the generat network were train on 1000 cafe imag naiv",
        ),
        (
            "Die Häuser wurden während der Prüfung größer, und niemand weiß weshalb.",
            "die haus wurd wahrend der prufung gross und niemand weiss weshalb",
        ),
        (
            "Les réseaux génératifs ont été entraînés sur des milliers d'images à l'école.",
            "le reseau gener ont ete entrain sur de milli d imag a l ecol",
        ),
        (
            "Las redes generativas fueron entrenadas con imágenes de la universidad española.",
            "las red gener fueron entren con imagen de la univers espanol",
        ),
        ("المدرسة الكبيرة في المدينة القديمة", "مدرس كبير في مدين قديم"),
        ("机器学习 uses networks", "机器 器学 学习 use network"),
    ],
)
def test_the_index_terms_of_older_libraries_are_the_same(text: str, expected: str) -> None:
    """The terms of the languages that were known before py3langid, as the code of then made them."""
    assert terms(text) == expected.split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le reti neurali apprendono dalle immagini", "una rete neurale apprende da ogni immagine"),
        ("Новые сети обучаются на данных", "новая сеть обучается по данным"),
        ("Neurale netwerken leren van de beelden", "een neuraal netwerk leert van het beeld"),
        ("As redes neurais aprendem com as imagens", "uma rede neural aprende com a imagem"),
    ],
)
def test_inflections_of_other_languages_share_terms(one: str, other: str) -> None:
    """By English stems, as before, only words that do not change were shared."""
    assert len(set(terms(one)) & set(terms(other))) >= 3


def test_accents_do_not_matter_after_the_stemmer_has_seen_them() -> None:
    assert terms("учёный", "ru") == terms("ученый", "ru")
    assert terms("nação", "pt") == terms("nacao", "pt")
    # The й of the ending is no accent to be dropped: "new", masculine and feminine.
    assert terms("новый новая", "ru") == ["нов", "нов"]


def test_words_of_indic_scripts_keep_their_vowel_signs() -> None:
    assert terms("लड़कियाँ लड़की", "hi") == ["लड़क", "लड़क"]  # girls, girl


@pytest.mark.parametrize(
    ("expected", "text", "code"),
    [
        ("en", "Table 3: Harbour dues by length", "en"),
        ("de", "Tabelle 3: Hafengebühren nach Länge", "de"),
        ("fr", "Capitaine Morel", "fr"),
        ("en", "Der Kapitän steht auf der Brücke, und die Möwen schreien über dem Hafen.", "de"),
        ("en", "Laiva lähtee satamasta aamulla ja palaa vasta illalla, kun tuuli on jo tyyntynyt.", "fi"),
        ("en", "Il traghetto parte dal porto alle sette e torna la sera con i pescatori.", "it"),
    ],
)
def test_what_is_expected_holds_where_little_is_said_and_not_against_words_of_grammar(
    expected: str, text: str, code: str
) -> None:
    assert language(text, expected) == code
