"""Universities of Korea with the English names that they use themselves, which no rule gives (전남대 Chonnam National University)."""

from __future__ import annotations

_TABLE = """\
서울대|Seoul National University;연세대|Yonsei University;고려대|Korea University;카이스트|KAIST;한국과학기술원|KAIST
포스텍|POSTECH|Pohang University of Science and Technology;포항공대|POSTECH|Pohang University of Science and Technology
포항공과대|POSTECH|Pohang University of Science and Technology;유니스트|UNIST;지스트|GIST;디지스트|DGIST;성균관대|Sungkyunkwan University
한양대|Hanyang University;서강대|Sogang University;이화여대|Ewha Womans University|Ewha Woman's University;중앙대|Chung-Ang University
경희대|Kyung Hee University;한국외대|Hankuk University of Foreign Studies;서울시립대|University of Seoul;건국대|Konkuk University
동국대|Dongguk University;홍익대|Hongik University;숙명여대|Sookmyung Women's University;국민대|Kookmin University
숭실대|Soongsil University;세종대|Sejong University;단국대|Dankook University;광운대|Kwangwoon University;명지대|Myongji University
상명대|Sangmyung University;가톨릭대|Catholic University of Korea;인하대|Inha University;아주대|Ajou University
인천대|Incheon National University;가천대|Gachon University;경기대|Kyonggi University;부산대|Pusan National University
경북대|Kyungpook National University;전남대|Chonnam National University;전북대|Jeonbuk National University
충남대|Chungnam National University;충북대|Chungbuk National University;강원대|Kangwon National University;제주대|Jeju National University
경상국립대|Gyeongsang National University;경상대|Gyeongsang National University;순천대|Sunchon National University
국립순천대|Sunchon National University;목포대|Mokpo National University;국립목포대|Mokpo National University
군산대|Kunsan National University;공주대|Kongju National University;안동대|Andong National University|Gyeongkuk National University
창원대|Changwon National University;부경대|Pukyong National University;국립부경대|Pukyong National University
한국해양대|Korea Maritime & Ocean University|Korea Maritime and Ocean University;강릉원주대|Gangneung-Wonju National University
한국교원대|Korea National University of Education;한국교통대|Korea National University of Transportation;한밭대|Hanbat National University
금오공대|Kumoh National Institute of Technology;서울과기대|Seoul National University of Science and Technology
서울교대|Seoul National University of Education;부산교대|Busan National University of Education
대구교대|Daegu National University of Education;광주교대|Gwangju National University of Education
전주교대|Jeonju National University of Education;공주교대|Gongju National University of Education
청주교대|Cheongju National University of Education;춘천교대|Chuncheon National University of Education
진주교대|Chinju National University of Education;경인교대|Gyeongin National University of Education;영남대|Yeungnam University
계명대|Keimyung University;대구대|Daegu University;동아대|Dong-A University;동의대|Dong-eui University;경성대|Kyungsung University
인제대|Inje University;울산대|University of Ulsan;조선대|Chosun University;원광대|Wonkwang University;전주대|Jeonju University
동신대|Dongshin University;호남대|Honam University;청주대|Cheongju University;순천향대|Soonchunhyang University;호서대|Hoseo University
선문대|Sun Moon University;한림대|Hallym University;차의과학대|CHA University;을지대|Eulji University;한신대|Hanshin University
덕성여대|Duksung Women's University;동덕여대|Dongduk Women's University;성신여대|Sungshin Women's University
서울여대|Seoul Women's University;한국방송통신대|Korea National Open University;방송통신대|Korea National Open University
한국체대|Korea National Sport University;한국예술종합학교|Korea National University of Arts;경찰대|Korean National Police University
육군사관학교|Korea Military Academy"""

UNIVERSITIES: dict[str, tuple[str, ...]] = {
    entry.split("|")[0]: tuple(entry.split("|")[1:]) for line in _TABLE.splitlines() for entry in line.split(";")
}
"""Korean short name -> English: the university's own form, then others in use."""
