"""Korean family names with their spellings in English, and the syllables that given names are made of.

Spellings: the usual one first (English-language newspapers of Korea), then others in use and Revised Romanization.
"""

from __future__ import annotations

_SPELLINGS = """\
김 Kim Gim;이 Lee Yi Rhee I Ri Yee;박 Park Pak Bak Bark;최 Choi Choe;정 Jeong Jung Chung Cheong Jong;강 Kang Gang;조 Cho Jo
윤 Yoon Yun Youn;장 Jang Chang;임 Lim Im Rim Yim;한 Han Hahn;오 Oh O;서 Seo Suh Sur;신 Shin Sin;권 Kwon Gwon Kweon;황 Hwang Whang
안 Ahn An;송 Song;전 Jeon Chun Jun Chon;홍 Hong;유 Yoo Yu Ryu You;고 Ko Go Koh;문 Moon Mun;양 Yang Ryang;손 Son Sohn;배 Bae Pae Bai
백 Baek Paik Back Paek;허 Heo Hur Huh;남 Nam;심 Shim Sim;노 Noh No Roh Ro;하 Ha Hah;곽 Kwak Gwak;성 Seong Sung;차 Cha;주 Joo Ju Chu
우 Woo U Wu;구 Koo Gu Ku;민 Min;류 Ryu Yoo Yu;나 Na Ra Nah;진 Jin Chin;지 Ji Chi Jee;엄 Eom Um;채 Chae;원 Won;천 Cheon Chun;방 Bang Pang
공 Gong Kong;현 Hyun Hyeon;함 Ham Hahm;변 Byeon Byun Pyun;염 Yeom Yum;여 Yeo Yuh;추 Choo Chu;도 Do Doh To;소 So Soh;석 Seok Suk
선 Seon Sun;설 Seol Sul;마 Ma;길 Gil Kil;표 Pyo;명 Myeong Myung;기 Ki Gi Kee;반 Ban Pan;왕 Wang;금 Geum Keum Kum;옥 Ok Ock;육 Yook Yuk
인 In Ihn;맹 Maeng;제 Je Jae;모 Mo Moh;탁 Tak;국 Guk Kuk Kook;어 Eo Uh;은 Eun;편 Pyeon Pyun;용 Yong;예 Ye;경 Gyeong Kyung;봉 Bong;사 Sa
부 Bu Boo;가 Ga Ka;복 Bok;태 Tae;목 Mok;형 Hyeong Hyung;피 Pi;두 Du Doo;감 Gam Kam;음 Eum;빈 Bin;동 Dong;온 On;시 Si Shi;호 Ho;범 Beom Bum
좌 Jwa;간 Gan Kan;승 Seung;팽 Paeng;상 Sang;갈 Gal;단 Dan;견 Gyeon Kyun;당 Dang;화 Hwa;창 Chang;강전 Gangjeon;계 Gye Kye;위 Wi We Wee
연 Yeon Youn;라 Ra La Na;필 Pil;궉 Gwok;낭 Nang;옹 Ong;순 Soon Sun;망절 Mangjeol;선우 Sunwoo Seonu Seonwoo Sonwoo
남궁 Namgung Namkung Namgoong;황보 Hwangbo Whangbo;제갈 Jegal Jaegal Chegal;사공 Sagong Sakong;독고 Dokgo Dokko;동방 Dongbang
서문 Seomun Suhmoon;어금 Eogeum"""

SURNAMES: dict[str, tuple[str, ...]] = {
    entry.split()[0]: tuple(dict.fromkeys(entry.split()[1:])) for line in _SPELLINGS.splitlines() for entry in line.split(";")
}
"""Family name -> its spellings, the usual one first. Family names of two syllables are among them."""

COMMON = frozenset("김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추")
"""Family names that most people bear: only these may be followed by a given name of one syllable."""

GIVEN = frozenset(
    "공가감갑강건결겸경계고곤관광교구국군권규균근금기길나남내노누니다단달담대덕도동두둘득들라락란람랑래려력련렬령례로록루룡류륜률름리린림"
    "마만말매맹명모목무문미민바박방배백범별병보복본봄봉부분비빈빛사산삼상새샘생서석선설섭성세소솔송수숙순술숭슬승시식신실심아안애양언얼"
    "여연열엽영예오옥온완왕요용우욱운울웅원월위유육윤율윷융은을음응의이익인일임자작잔장재전점정제조종좌주준중지직진차찬창채천철청초총"
    "춘충치칠타탁탄태택판평표풍필하학한해행향허헌혁현형혜호홍화환활황회효후훈휘휴흔흠흥희힘늘란렴련샛햇찬"
)
"""Syllables that occur in given names; a word with another syllable is no name (된, 는, 를, 던, 않, 받 …)."""

UNUSUAL_GIVEN = frozenset("벽든솜파롬망귀름슬결콩늬듬음숲")
"""Syllables of given names that ordinary words have, too: only a title of respect tells them apart (문새벽 군)."""

SINGLE_GIVEN = frozenset(
    "건결광권규균근기길단담린림민별봄빈빛산샘석선설섭솔송수숙순슬승식신연열영예온완용우욱운웅원윤율은익인일정제주준진찬창채철"
    "초탁태택필하한해혁현형호환훈휘희"
)
"""Given names of one syllable that are usual."""

_VARIANTS_TEXT = """\
건 kun;경 kyung kyeong kyoung;광 kwang;교 kyo;구 koo ku goo;국 kook kuk;군 kun;규 kyu;균 kyun;근 keun;금 keum;기 ki kee;길 kil;남 nam
덕 duk deok;도 do doh;두 doo;명 myung myoung;무 moo mu;문 moon;미 mee mi;민 min;배 bae;범 bum;별 byul;병 byung byoung;복 bok;봉 bong
부 boo;빈 been bin;선 sun;설 sul;성 sung;수 soo;숙 sook suk;순 soon sun;승 seung;시 shi;신 shin;실 shil;식 sik shik;심 shim;아 ah
언 un eun;여 yuh yo;연 yun youn;열 yeul yul;영 young yung;예 yea;우 woo wu;욱 wook uk;운 woon;웅 woong;원 won;윤 yoon;은 eun un;의 eui
이 yi lee;일 il;임 lim;자 ja;정 jung chung jong;조 cho;종 jong chong;주 joo;준 joon jun;중 joong jung;지 jee ji;진 jin chin;창 chang
철 chul;춘 choon;태 tae;택 taek;표 pyo;하 ha;향 hyang;혁 hyuk hyeok;현 hyun;형 hyung;혜 hye hae;호 ho;환 hwan;훈 hoon;흥 heung;희 hee hi
석 suk;섭 sub sup;률 ryul;림 lim;린 lin;리 li lee ri;래 lae rae nae;레 le re;로 lo ro;루 lu;류 ryu yu;란 lan ran;라 la ra;령 lyung ryung"""
VARIANTS: dict[str, tuple[str, ...]] = {
    entry.split()[0]: tuple(entry.split()[1:]) for entry in _VARIANTS_TEXT.replace("\n", ";").split(";")
}
"""Syllable of a given name -> spellings in use beside Revised Romanization, accepted when an English text is checked."""


def split_name(name: str) -> tuple[str, str] | None:
    """(family name, given name) of a Korean name of two to five syllables, None where it cannot be one."""
    lengths = (1, 2) if len(name) == 3 and name[:2] in ("황보", "선우") and name[2] not in SINGLE_GIVEN else (2, 1)
    for length in lengths:
        family, given = name[:length], name[length:]
        if family in SURNAMES and 1 <= len(given) <= 3 and len(family) == length and all(one in GIVEN for one in given):
            return family, given
    return None
