import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.romanize import romanize, romanize_name, romanize_place

# The examples of the standard itself (chapters 1 to 3); those of verbs stand apart, for ㅎ melts there.
WORDS = """구미 gumi|영동 yeongdong|백암 baegam|옥천 okcheon|합덕 hapdeok|호법 hobeop|월곶 wolgot|벚꽃 beotkkot|한밭 hanbat|구리 guri
설악 seorak|칠곡 chilgok|임실 imsil|울릉 ulleung|대관령 daegwallyeong|백마 baengma|신문로 sinmunno|종로 jongno|왕십리 wangsimni
별내 byeollae|신라 silla|학여울 hangnyeoul|알약 allyak|해돋이 haedoji|같이 gachi|묵호 mukho|집현전 jiphyeonjeon|압구정 apgujeong
낙동강 nakdonggang|죽변 jukbyeon|낙성대 nakseongdae|합정 hapjeong|팔당 paldang|샛별 saetbyeol|울산 ulsan|중앙 jungang|반구대 bangudae
세운 seun|해운대 haeundae|부산 busan|세종 sejong|광희문 gwanghuimun|굳이 guji|맞히다 machida"""
VERBS = "좋고 joko|놓다 nota|잡혀 japyeo|낳지 nachi|굳히다 guchida"
PLACES = """제주도 Jeju-do|의정부시 Uijeongbu-si|양주군 Yangju-gun|도봉구 Dobong-gu|신창읍 Sinchang-eup|삼죽면 Samjuk-myeon|인왕리 Inwang-ri
당산동 Dangsan-dong|봉천1동 Bongcheon 1-dong|종로2가 Jongno 2-ga|충청북도 Chungcheongbuk-do|남산 Namsan|속리산 Songnisan
무량수전 Muryangsujeon|종묘 Jongmyo|다보탑 Dabotap|북면 Buk-myeon|중구 Jung-gu|동 Dong|3동 3-dong"""
NAMES = "용하 Yongha|복남 Boknam|빛나 Bitna|나리 Nari|대중 Daejung|빛나라 Bitnara|덕윤 Deokyun"


def pairs(table: str) -> list[list[str]]:
    return [entry.rsplit(" ", 1) for entry in table.replace("\n", "|").split("|")]


@pytest.mark.parametrize(("korean", "english"), pairs(WORDS))
def test_words_of_the_standard(korean: str, english: str) -> None:
    assert romanize(korean) == english


@pytest.mark.parametrize(("korean", "english"), pairs(VERBS))
def test_verbs_of_the_standard(korean: str, english: str) -> None:
    assert romanize(korean, noun=False) == english


@pytest.mark.parametrize("entry", PLACES.replace("\n", "|").split("|"))
def test_places_of_the_standard(entry: str) -> None:
    korean, english = entry.split(" ", 1)
    assert romanize_place(korean) == english


@pytest.mark.parametrize(("korean", "english"), pairs(NAMES))
def test_given_names_show_no_sound_change(korean: str, english: str) -> None:
    assert romanize_name(korean) == english


def test_what_is_not_hangul_stays() -> None:
    assert romanize("IB 학교 3") == "IB hakgyo 3"
    assert romanize("") == romanize_place("") == romanize_name("") == ""


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12), st.booleans())
def test_every_syllable_is_written_in_small_latin_letters(text: str, noun: bool) -> None:
    written = romanize(text, noun=noun)
    assert written.isascii()
    assert written == written.lower()
    assert len(written) >= len(text)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    romanize(text)
    romanize_place(text)
    romanize_name(text)
