"""Phrases about applicants, labelled by hand, and the short notation of their labels.

A label lists what a reader may take from the phrase. '?' marks what may only make a verdict
unclear; '-' that nothing may be read. Alternatives and what they share stand side by side.
"""

from __future__ import annotations

from offers.schema import Condition, leaves
from offers.schema.conditions import (
    FactFits,
    InAudience,
    InRange,
    InSector,
    InTerritory,
    NotOf,
    OfSize,
    OneOf,
)

SIZES = {
    ("micro", "small", "medium"): "kmu",
    ("micro", "small"): "small",
    ("micro",): "micro",
    ("medium",): "medium",
    ("large",): "large",
    ("medium", "large"): "upper",
}
FIELDS = {"age_years": "age", "employees": "people", "turnover_eur": "turnover"}
# What one word stands for in the tables of the reader.
TOGETHER = (
    ({"age<=15", "age<=10?"}, {"young"}),
    ({"age<=15?", "age<=10?"}, {"young?"}),
    ({"age>=1", "age>=3?"}, {"established"}),
    ({"age>=1?", "age>=3?"}, {"established?"}),
    ({"people<=49", "age<=0"}, set[str]()),
    ({"people<=49?", "age<=0?"}, set[str]()),
    ({"upper", "large?"}, {"bigger"}),
    ({"upper?", "large?"}, {"bigger?"}),
    ({"need?", "fact?"}, {"successor?"}),
)


def notes(condition: Condition | None) -> frozenset[str]:
    """What a condition says, in the notation of the labels."""
    if condition is None:
        return frozenset()
    found = {note for leaf in leaves(condition) for note in _notes(leaf)}
    for parts, short in TOGETHER:
        if parts <= found:
            found = (found - parts) | short
    denied = "not:" if isinstance(condition.test, NotOf) else ""
    return frozenset(denied + note for note in found)


def _notes(condition: Condition) -> list[str]:
    doubt = "?" if condition.evidence.doubtful else ""
    return [text + doubt for text in _texts(condition.test)]


def _texts(leaf: object) -> list[str]:
    match leaf:
        case OfSize(classes):
            return [SIZES[tuple(str(one) for one in classes)]]
        case InAudience(words):
            return [str(word) for word in words]
        case InRange(field, low, high):
            name = FIELDS.get(field, "balance")
            bounds = ((">=", low), ("<=", high))
            return [f"{name}{sign}{limit}" for sign, limit in bounds if limit is not None]
        case InSector(prefixes):
            return ["wz:" + "+".join(prefixes)]
        case OneOf(field, values):
            return [f"{field}:{values[0]}"]
        case InTerritory(names):
            return ["in:" + "+".join(names)]
        case FactFits():
            return ["fact"]
    return ["need"]


def label(text: str) -> frozenset[str]:
    """The notes of a label."""
    return frozenset() if text == "-" else frozenset(text.split())


ANY = "company?"

AUDIENCES: tuple[tuple[str, str], ...] = (
    # size
    ("KMU", "kmu"),
    ("KMUs mit Sitz im Land", "kmu"),
    ("kleine und mittlere Unternehmen", "kmu"),
    ("Kleine und mittlere Unternehmen (KMU)", "kmu"),
    ("kleine und mittelständische Unternehmen", "kmu"),
    ("kleine und mittelstaendische Unternehmen", "kmu"),
    ("Kleinst-, Klein- und mittlere Unternehmen", "kmu"),
    ("Kleinstunternehmen sowie kleine und mittlere Unternehmen", "kmu"),
    ("für kleine und mittlere Betriebe", "kmu"),
    ("small and medium-sized enterprises", "kmu"),
    ("SMEs and start-ups", "kmu young"),
    ("Kleinstunternehmen", "micro"),
    ("Kleinst- und Kleinunternehmen", "small"),
    ("kleine Betriebe", "small"),
    ("Kleinunternehmen mit Liquiditätsbedarf", "small"),
    ("größere Mittelständler", "bigger"),
    ("groessere Mittelstaendler", "bigger"),
    ("der große Mittelstand", "bigger"),
    ("Großunternehmen", "large"),
    ("Grossunternehmen und Konzerne", "large"),
    ("KMU und große Unternehmen", "kmu large"),
    ("KMU sowie größere Mittelständler", "kmu bigger"),
    ("KMU (in Ausnahmefällen auch große Unternehmen)", "kmu? large?"),
    ("mittelständische Unternehmen", ANY),
    ("Mittelstand", ANY),
    ("Unternehmen aller Größen", ANY),
    ("Unternehmen jeder Groesse", ANY),
    ("Unternehmen (insbesondere KMU)", ANY),
    ("Unternehmen, vor allem KMU", ANY),
    ("vorrangig KMU", "kmu?"),
    ("Unternehmen (KMU)", ANY + " kmu"),
    ("KMU und Unternehmen mit bis zu 500 Beschäftigten", ANY + " kmu people<=500"),
    ("Familienunternehmen", ANY),
    ("Technologieunternehmen", ANY),
    # figures
    ("Unternehmen mit mehr als 250 Beschäftigten", ANY + " people>=251"),
    ("Unternehmen mit mindestens 10 Mitarbeitenden", ANY + " people>=10"),
    ("Betriebe mit weniger als 50 Mitarbeitern", ANY + " people<=49"),
    ("Betriebe mit 10 bis 249 Beschäftigten", ANY + " people>=10 people<=249"),
    ("Unternehmen mit höchstens 1.000 Beschaeftigten", ANY + " people<=1000"),
    ("Unternehmen bis 20 MA", ANY + " people<=20"),
    ("Unternehmen mit einem Jahresumsatz bis 50 Mio. Euro", ANY + " turnover<=50000000"),
    ("Unternehmen (Konzernumsatz <= 500 Mio. EUR)", ANY + " turnover<=500000000"),
    ("Unternehmen mit Umsatz oder Bilanzsumme von höchstens 10 Millionen Euro",
     ANY + " turnover<=10000000 balance<=10000000"),
    ("companies with fewer than 250 employees", ANY + " people<=249"),
    ("Solo-Selbstständige", "people<=1"),
    ("Soloselbstaendige und Freiberufler", "people<=1 freelancer"),
    # age
    ("Existenzgründer", "founder"),
    ("Existenzgruenderinnen und Existenzgruender", "founder"),
    ("Gründer:innen", "founder"),
    ("Gründerinnen und Gründer bis 5 Jahre nach Gründung", "founder age<=5"),
    ("Existenzgründer bis 5 Jahre", "founder age<=5"),
    ("Existenzgründer/innen und junge Unternehmen (bis 3 Jahre)", "founder company? age<=3"),
    ("Gründungswillige", "founder"),
    ("Gründungsteams aus Hochschulen", "founder"),
    ("Ausgründungen aus Forschungseinrichtungen", "founder"),
    ("Start-ups", "young"),
    ("Startups, die jünger als 7 Jahre sind", "age<=6"),
    ("Start-ups (nicht älter als 8 Jahre)", "age<=8"),
    ("junge Unternehmen", "company? young"),
    ("junge Unternehmen, höchstens 10 Jahre am Markt", "company? age<=10"),
    ("Junge Unternehmen (jünger als 5 Jahre)", "company? age<=4"),
    ("junge und etablierte KMU", "kmu"),
    ("Jungunternehmerinnen und Jungunternehmer", "young"),
    ("etablierte Unternehmen", "company? established"),
    ("Etablierte Unternehmen (mind. 5 Jahre am Markt)", "company? age>=5"),
    ("Bestehende Unternehmen, die seit mindestens 3 Jahren am Markt sind", "company? age>=3"),
    ("Unternehmensnachfolger", "successor?"),
    ("Gründerinnen, Nachfolger und KMU", "founder successor? kmu"),
    ("young companies up to 5 years old", "age<=5"),
    # professions, forms, chambers
    ("Freiberufler", "freelancer"),
    ("Angehörige der freien Berufe", "freelancer"),
    ("Unternehmen und Freie Berufe", "company? freelancer?"),
    ("KMU und Freiberuflerinnen", "kmu freelancer"),
    ("Selbstständige", "legal_form:Einzelunternehmen? kmu"),
    ("Einzelunternehmer", "legal_form:Einzelunternehmen?"),
    ("IHK-Mitglieder", "chamber:IHK"),
    ("Mitgliedsunternehmen der IHK", "chamber:IHK"),
    ("Mitglieder der Handwerkskammer", "chamber:HWK"),
    ("Handwerksbetriebe", "chamber:HWK"),
    ("Handwerk, Handel und Gastgewerbe", "chamber:HWK wz:G wz:I"),
    ("Genossenschaften", "legal_form:eG"),
    # others than companies
    ("Kommunen", "municipality"),
    ("Städte, Gemeinden und Landkreise", "municipality"),
    ("Staedte und Gemeinden", "municipality"),
    ("kommunale Gebietskörperschaften und Zweckverbände", "municipality"),
    ("Hochschulen", "university"),
    ("Universitäten und Fachhochschulen", "university"),
    ("Forschungseinrichtungen", "research university"),
    ("außeruniversitäre Forschungseinrichtungen", "research university"),
    ("Hochschulen und Forschungseinrichtungen", "university research"),
    ("gemeinnützige Organisationen", "nonprofit"),
    ("Vereine und Verbände", "nonprofit"),
    ("eingetragene Vereine, Stiftungen", "nonprofit"),
    ("Privatpersonen", "person"),
    ("natürliche Personen", "person"),
    ("Beschäftigte", "person"),
    ("Arbeitslose und Arbeitsuchende", "person"),
    ("Studierende", "person"),
    ("Wohnungseigentümer und Mieter", "person"),
    ("Business Angels", "person"),
    ("Clustermanagements und Netzwerke", "regional_actor"),
    ("regionale Bündnisse", "regional_actor"),
    ("Wirtschaftsförderungsgesellschaften", "regional_actor"),
    ("Projektträger", "project_carrier?"),
    ("Bildungsträger", "training_provider university wz:85?"),
    ("Sozialunternehmen", "nonprofit?"),
    ("gemeinnützige Forschungseinrichtungen", "research university nonprofit"),
    ("Kreditinstitute", "wz:64"),
    ("Venture-Capital-Fonds", "wz:64.2+64.3+66.3+64.9"),
    ("municipalities and public bodies", "municipality"),
    ("universities and research institutes", "university research"),
    # branches
    ("landwirtschaftliche Betriebe", "company? wz:01"),
    ("Landwirte", "wz:01"),
    ("Landwirtinnen und Landwirte", "wz:01"),
    ("Unternehmen der Landwirtschaft und Forstwirtschaft", "company? wz:01+02"),
    ("Betriebe des Gartenbaus", "company? wz:01"),
    ("Betriebe des Garten- und Landschaftsbaus", "company? wz:81.3"),
    ("Fischereibetriebe", "wz:03+10.2"),
    ("Krankenhäuser", "wz:86.1"),
    ("Krankenhaeuser und Pflegeeinrichtungen", "wz:86.1 wz:86+87+88"),
    ("Reedereien", "wz:50"),
    ("Binnenschiffer", "wz:50"),
    ("Filmproduzenten", "wz:59.1+60"),
    ("Kinos", "wz:59.14"),
    ("Verlage", "wz:58+59+60+62+63+71.1+73+74+90+91?"),
    ("Hotels und Gaststätten", "wz:I"),
    ("Unternehmen des Gastgewerbes", "company? wz:I"),
    ("Wohnungsunternehmen", "wz:68"),
    ("Energieversorger", "wz:35+36+37+38"),
    ("Speditionen", "wz:49+50+51+52+53"),
    ("Industrieunternehmen", "wz:B+C+D+E"),
    ("Unternehmen des produzierenden Gewerbes", "company? wz:B+C+D+E+F"),
    ("Unternehmen der Automobilindustrie",
     "company? wz:29+22+24+25+26+27+28+30+71?"),
    ("Schulen und Kitas", "wz:85+88.91"),
    ("Apotheken", "wz:47.73"),
    ("Bauunternehmen", "wz:F"),
    ("Einzelhändler", "wz:47+45"),
    ("farmers", "wz:01"),
    ("shipping companies", "wz:50"),
    ("Unternehmen der gewerblichen Wirtschaft", "company? wz:A"),
    # several, and what they share
    ("Unternehmen, Hochschulen und Kommunen", "company? university? municipality?"),
    ("Unternehmen und Existenzgründer", "company? founder?"),
    ("Hochschulen, Vereine oder Kommunen", "university nonprofit municipality"),
    ("KMU, Hochschulen und Forschungseinrichtungen", "kmu university research"),
    ("Existenzgründer und Freiberufler", "founder freelancer"),
    ("Kommunen; Landkreise; kommunale Unternehmen", "municipality municipality? wz:D+E+49.3?"),
    ("KMU und weitere Akteure", "kmu other?"),
    ("Antragsteller", "-"),
    ("alle Interessierten", "-"),
    ("Zwirbelhersteller und Hochschulen", "university?"),
    # negation, partners, indirect
    ("keine Großunternehmen", "not:large"),
    ("Unternehmen, ausgenommen Kreditinstitute", ANY),
    ("KMU, jedoch keine Freiberufler", "kmu"),
    ("nicht nur KMU, auch Großunternehmen", "kmu large"),
    ("Hochschulen mit Unternehmenspartnern", "university?"),
    ("Hochschulen in Kooperation mit Unternehmen", "university?"),
    ("Hochschulen (mittelbarer Nutzen für KMU)", "university"),
    ("Organisationen, die Gründer beraten",
     "nonprofit? regional_actor? other?"),
    ("Forschungseinrichtungen mit Nutzen für KMU", "research university"),
    ("KMU mit Kooperationspartnern an Hochschulen", "kmu"),
    ("Unternehmen mit Auszubildenden", ANY),
    ("Unternehmen in der Nähe von Hochschulen", ANY),
    # must not be read
    ("", "-"),
    ("programmabhängig", "-"),
    ("siehe Richtlinie", "-"),
    ("KMU-Beteiligung erwünscht", "-"),
    ("Unternehmenssteuer", "-"),
    ("Stadtentwicklung", "-"),
    ("Gründungsurkunde", "-"),
    ("nach Vereinbarung", "-"),
    ("Laufzeit bis 10 Jahre", "-"),
    ("bundesweit", "-"),
    ("Hochschulabschluss", "-"),
    ("12345", "-"),
    # as sources write it
    ("Unternehmen, Existenzgründer/in, Kommune, Verband/Vereinigung",
     "company? founder? municipality? nonprofit?"),
    ("Privatperson", "person"),
    ("Öffentliche Einrichtung", "municipality"),
    ("Bildungseinrichtung", "training_provider university wz:85?"),
    ("Antragsberechtigt sind kleine und mittlere Unternehmen", "kmu"),
    ("Zielgruppe: Handwerksbetriebe", "chamber:HWK"),
    ("In Hessen ansässige KMU", "kmu"),
    ("richtet sich an Kommunen", "municipality"),
    ("Arbeitgeberinnen und Arbeitgeber", ANY),
    ("ARBEITGEBER", ANY),
    ("Gründer(innen)", "founder"),
    ("Gruender*innen und KMU", "founder kmu"),
    # written after the reader, to see what it had not met
    ("Kleine und mittelgroße Unternehmen aus dem Saarland", "kmu"),
    ("Mittelständische Betriebe mit bis zu 3.000 Beschäftigten", "company? people<=3000"),
    ("Inhabergeführte Betriebe des Einzelhandels", "company? wz:47+45"),
    ("Vereine, die sich für Geflüchtete einsetzen", "nonprofit"),
    ("Gemeinnützige Träger der Jugendhilfe", "nonprofit"),
    ("Kirchliche und kommunale Träger von Kindertagesstätten", "municipality"),
    ("Weingüter und Winzergenossenschaften", "wz:01"),
    ("Ökologisch wirtschaftende Betriebe", "company?"),
    ("Betriebe des Hotel- und Gaststättengewerbes", "company? wz:I"),
    ("Taxi- und Mietwagenunternehmen", "company?"),
    ("Ärztinnen und Ärzte", "wz:86.2+86.9"),
    ("Niedergelassene Ärzte", "wz:86.2+86.9"),
    ("Wohnungsbaugenossenschaften", "wz:68"),
    ("Unternehmen der Ernährungswirtschaft mit weniger als 250 Beschäftigten",
     "company? wz:10+11+01? people<=249"),
    ("Unternehmen der Film- und Medienwirtschaft",
     "company? wz:59.1+60+58+59+62+63+71.1+73+74+90+91?"),
    ("Künstlerinnen und Künstler", "person"),
    ("Existenzgründungen im Handwerk", "founder"),
    ("Meisterinnen und Meister, die sich selbstständig machen", "-"),
    ("Frauen, die ein Unternehmen gründen wollen", "person"),
    ("Personen, die ein Unternehmen gründen", "person"),
    ("Wissenschaftlerinnen und Wissenschaftler", "research university"),
    ("Juristische Personen des öffentlichen Rechts", "municipality"),
    ("Juristische Personen des privaten Rechts", "company?"),
    ("Unternehmen, Vereine, Kommunen und Privatpersonen",
     "company? nonprofit? municipality? person?"),
    ("KMU mit weniger als 10 Jahren Marktzugehörigkeit", "kmu age<=9"),
    ("Neu gegründete KMU", "kmu young"),
    ("Betriebe, die ausbilden", "company?"),
    ("Ausbildungsbetriebe mit bis zu 249 Beschäftigten", "company? people<=249"),
    ("Unternehmen mit Sitz in Sachsen, Hochschulen und Kommunen",
     "company? university? municipality?"),
    ("Klein- und Kleinstunternehmen der Kreativwirtschaft",
     "small wz:58+59+60+62+63+71.1+73+74+90+91?"),
    ("Start-ups mit höchstens 50 Mitarbeitern", "young people<=50"),
    ("Unternehmen ab 10 Mitarbeitern", "company? people>=10"),
    ("Unternehmen mit über 500 Beschäftigten", "company? people>=501"),
    ("Unternehmen mit Jahresumsatz zwischen 5 und 50 Mio. Euro",
     "company? turnover>=5000000 turnover<=50000000"),
    ("Verkehrsunternehmen und Aufgabenträger des ÖPNV",
     "wz:49.1+49.2+49.3+50.1+50.3 wz:49.1+49.2+49.3+50.1+50.3?"),
    ("Forst- und landwirtschaftliche Betriebe", "company? wz:01+02+03"),
    ("Maschinenbauunternehmen", "company?"),
    ("Dienstleister und Händler", "company?"),
    ("Städte und Gemeinden mit mehr als 20.000 Einwohnern", "municipality"),
    ("Schulen, Hochschulen und Bildungsträger", "wz:85+88.91 university training_provider wz:85?"),
    ("Rechtsfähige Personengesellschaften und juristische Personen", "company?"),
    ("Gewerbliche Unternehmen sowie Angehörige der Freien Berufe", "company? wz:A freelancer"),
    ("Kleinunternehmer mit maximal 5 Angestellten", "small people<=5"),
    ("Mitglieder der Industrie- und Handelskammer", "chamber:IHK"),
    ("Kammermitglieder", "-"),
    ("gründungsinteressierte Studierende", "founder"),
    ("Handwerksmeister, die einen Betrieb übernehmen", "chamber:HWK"),
    ("Energieintensive Industriebetriebe", "wz:B+C+D+E wz:24+07+23+20+17?"),
    ("Social enterprises and non-profit organisations", "nonprofit nonprofit?"),
    ("Companies based in Bavaria", "company?"),
    ("Sole traders and micro enterprises", "people<=1 micro"),
    ("Local authorities, companies and research institutes",
     "municipality? company? research? university?"),
    ("Unternehmen aus der Luft- und Raumfahrt", "company? wz:30.3+51+52.23+26+62?"),
    ("Pflegedienste und Krankenhäuser", "wz:86+87+88 wz:86.1"),
    ("Unternehmen, die Menschen mit Behinderung beschäftigen", "company?"),
    ("Unternehmen ohne eigene Forschungsabteilung", "company?"),
    ("nicht wirtschaftlich tätige Vereine", "nonprofit"),
    ("Betriebe, außer Landwirtschaft", "company?"),
    ("Nur für Mitglieder der Handwerkskammer", "chamber:HWK"),
    ("ausschließlich Kommunen", "municipality"),
)  # fmt: skip
