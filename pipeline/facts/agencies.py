"""Ministries, agencies, institutes and associations of Korea that education news names, with their official English."""

from __future__ import annotations

_TABLE = """교육부|Ministry of Education|Education Ministry|education minister|Minister of Education
교육인적자원부|Ministry of Education and Human Resources Development
교육과학기술부|Ministry of Education, Science and Technology
국가교육위원회|National Education Commission
국교위|National Education Commission
보건복지부|Ministry of Health and Welfare|Health Ministry|Welfare Ministry|Health and Welfare Ministry
복지부|Ministry of Health and Welfare|Health Ministry|Welfare Ministry
고용노동부|Ministry of Employment and Labor|Labor Ministry|Employment and Labor Ministry
고용부|Ministry of Employment and Labor|Labor Ministry
여성가족부|Ministry of Gender Equality and Family|Gender Equality Ministry|Gender Ministry|Family Ministry
여가부|Ministry of Gender Equality and Family|Gender Equality Ministry|Gender Ministry
성평등가족부|Ministry of Gender Equality and Family|Gender Equality Ministry
행정안전부|Ministry of the Interior and Safety|Interior Ministry
행안부|Ministry of the Interior and Safety|Interior Ministry
기획재정부|Ministry of Economy and Finance|Finance Ministry
기재부|Ministry of Economy and Finance|Finance Ministry
과학기술정보통신부|Ministry of Science and ICT|Science Ministry
과기정통부|Ministry of Science and ICT|Science Ministry
문화체육관광부|Ministry of Culture, Sports and Tourism|Culture Ministry
문체부|Ministry of Culture, Sports and Tourism|Culture Ministry
법무부|Ministry of Justice|Justice Ministry
외교부|Ministry of Foreign Affairs|Foreign Ministry
국방부|Ministry of National Defense|Defense Ministry|Defence Ministry
통일부|Ministry of Unification|Unification Ministry
환경부|Ministry of Environment|Environment Ministry
농림축산식품부|Ministry of Agriculture, Food and Rural Affairs|Agriculture Ministry
농식품부|Ministry of Agriculture, Food and Rural Affairs|Agriculture Ministry
해양수산부|Ministry of Oceans and Fisheries|Oceans Ministry|Fisheries Ministry
국토교통부|Ministry of Land, Infrastructure and Transport|Land Ministry|Transport Ministry
국토부|Ministry of Land, Infrastructure and Transport|Land Ministry|Transport Ministry
산업통상자원부|Ministry of Trade, Industry and Energy|Industry Ministry
중소벤처기업부|Ministry of SMEs and Startups|SMEs Ministry
국가보훈부|Ministry of Patriots and Veterans Affairs|Veterans Ministry|Veterans Affairs Ministry
식품의약품안전처|Ministry of Food and Drug Safety|Food and Drug Safety Ministry
식약처|Ministry of Food and Drug Safety|Food and Drug Safety Ministry
인사혁신처|Ministry of Personnel Management
법제처|Ministry of Government Legislation
질병관리청|Korea Disease Control and Prevention Agency|KDCA|Disease Control and Prevention Agency
질병청|Korea Disease Control and Prevention Agency|KDCA|Disease Control and Prevention Agency
기상청|Korea Meteorological Administration|KMA|weather agency|meteorological agency|weather service
통계청|Statistics Korea
국가데이터처|Ministry of Data and Statistics
경찰청|National Police Agency|police
소방청|National Fire Agency|fire agency
병무청|Military Manpower Administration
산림청|Korea Forest Service|Forest Service
국세청|National Tax Service|tax authority|tax authorities|tax agency
문화재청|Cultural Heritage Administration
국가유산청|Korea Heritage Service
감사원|Board of Audit and Inspection
대법원|Supreme Court
헌법재판소|Constitutional Court
헌재|Constitutional Court
국가인권위원회|National Human Rights Commission|Human Rights Commission
국민권익위원회|Anti-Corruption and Civil Rights Commission
공정거래위원회|Fair Trade Commission
개인정보보호위원회|Personal Information Protection Commission
한국교육개발원|Korean Educational Development Institute|KEDI
한국교육과정평가원|Korea Institute for Curriculum and Evaluation|KICE
한국교육학술정보원|Korea Education and Research Information Service|KERIS
한국직업능력연구원|Korea Research Institute for Vocational Education and Training|KRIVET
한국청소년정책연구원|National Youth Policy Institute|NYPI
한국장학재단|Korea Student Aid Foundation
한국과학창의재단|Korea Foundation for the Advancement of Science and Creativity|KOFAC
한국대학교육협의회|Korean Council for University Education|KCUE
대교협|Korean Council for University Education|KCUE
한국교원단체총연합회|Korean Federation of Teachers' Associations|KFTA
한국교총|Korean Federation of Teachers' Associations|KFTA
교총|Korean Federation of Teachers' Associations|KFTA|teachers' federation
전국교직원노동조합|Korean Teachers and Education Workers Union|KTU|Korean Teachers and Education Workers' Union
전교조|Korean Teachers and Education Workers Union|KTU|Korean Teachers and Education Workers' Union
교사노동조합연맹|Korean Federation of Teachers' Unions|KFTU|Federation of Teachers' Unions
교사노조연맹|Korean Federation of Teachers' Unions|KFTU|Federation of Teachers' Unions
전국시도교육감협의회|National Council of Superintendents of Education|Council of Superintendents|superintendents' council
국립국제교육원|National Institute for International Education|NIIED
국립특수교육원|National Institute of Special Education
국립중앙도서관|National Library of Korea
한국은행|Bank of Korea
국회입법조사처|National Assembly Research Service
유네스코|UNESCO
유니세프|UNICEF
경제협력개발기구|Organization for Economic Cooperation and Development|OECD|Organisation for Economic Co-operation and Development
세계보건기구|World Health Organization|WHO
국제연합|United Nations|UN|U.N.
유엔|United Nations|UN|U.N."""

AGENCIES: dict[str, tuple[str, ...]] = {line.split("|")[0]: tuple(line.split("|")[1:]) for line in _TABLE.splitlines()}
"""Korean name or short form -> English: the official name, then forms that newspapers use."""
