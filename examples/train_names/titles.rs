//! Invented titles of journal posts, cells and lines of letters, from a grammar of their own, with the project's lists of names.

use crate::corpus::{Chance, Example, GPE, LOC, ORG, PERSON, Piece};
use skjerm::detect::names::gazetteer::hash_of;
use skjerm::rules::Rules;

/// Which half of names and patterns is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Four names of five, six patterns of seven.
    Learnt,
    /// The others.
    HeldOut,
    /// All.
    All,
}

/// A fifth of the names.
pub fn is_held_out(name: &str) -> bool {
    hash_of(name.as_bytes()).is_multiple_of(5)
}

impl Share {
    fn takes_name(self, name: &str) -> bool {
        let held_out = is_held_out(name);
        self == Share::All || held_out == (self == Share::HeldOut)
    }

    fn takes_pattern(self, at: usize) -> bool {
        let held_out = at % 7 == 3;
        self == Share::All || held_out == (self == Share::HeldOut)
    }
}

/// Names of one group of origin.
pub struct Names {
    pub group: String,
    pub first: Vec<String>,
    pub last: Vec<String>,
}

/// Everything that titles are made of.
pub struct Grammar {
    pub names: Vec<Names>,
    patterns: Vec<&'static str>,
    things: Vec<String>,
    places: Vec<String>,
    compass: Vec<String>,
    /// Words of the training text, for what no list holds.
    fillers: Vec<String>,
    terms: Vec<String>,
}

/// Titles. Slots in braces are filled by [`Grammar::fill`]; what stands in no slot is no entity.
const PATTERNS: &[&str] = &[
    "{property} {act} - {object} {street} - {party}",
    "{property} {act} - {object} - {party}",
    "{property} {act} {object} - {street} - {party}",
    "{property} {farm} - {act} - {object} - {party}",
    "{property} {act} {object} {farm} - {party}",
    "{act} - {property} - {street} - {party}",
    "{act} - {object} - {property} {farm} - {party}",
    "{act} {object} - {property} - {farm}",
    "{property} - {street} - {act}",
    "{property} {act} - {object} {street}",
    "{property} {farm_by_compass} - {act} - {object} - {party}",
    "{property} {farm_by_compass} - {act} {object}",
    "{property} {party} - {act} - {object}",
    "{party} - {act} - {property} {farm}",
    "{party} - {personal}",
    "{personal} - {party}",
    "{personal} - {names}",
    "{personal} {person}",
    "{personal}: {person}",
    "{act} - {party}",
    "{act} {object} - {person}",
    "{act} fra {sender}",
    "{act} frå {sender} - {object}",
    "{act} til {sender} - {word}",
    "Vedr. {person} - {word} {word}",
    "Vedrørende {genitive} søknad om {object}",
    "Vedk. {personal} for {person}",
    "{object} {street} v/{person}",
    "{firm} v/{person} - {act} {object}",
    "{agency} v/{person} - {word}",
    "{firm} - {act} - {object} - {property}",
    "{act} - {firm} - {street}",
    "{property} {act} - {object} {street} - {firm}",
    "{property} {act} {object} - {farm} - {firm}",
    "{act} {thing_named} - {word}",
    "{thing_named} - {act} - {object}",
    "{thing_named} - {word} {number}",
    "{street} - {act} {object}",
    "{street} - {word} - {agency}",
    "{word} {word} - {place}",
    "{word} i {place} - {agency}",
    "{committee} {number} {word} {word}",
    "{committee} - {act} - {place}",
    "{word} {number} - {word} - {agency}",
    "{word} og {word} - {word} {object}",
    "{plan} {farm} - {act}",
    "{plan} for {farm_by_compass}, {property}",
    "{plan} {farm} - {word} fra {sender}",
    "{plan} {farm} - {party}",
    "{property} {property} {act} - {farm}/{farm} - {party}",
    "{act} - {property} {farm} - {party} til {party}",
    "Skjøte {property} - {party} til {person}",
    "Konsesjon på {farm} {property} - {person}",
    "{act} {object} {property}-{party}",
    "{act} {object} {street}-{party}",
    "{object} - {street}, {place} - {party}",
    "{object}, {property}, {party}",
    "{party}, {street} - {act} {object}",
    "{party} {street} - {act}",
    "Søker: {party}",
    "Søkjar: {names}, {object}",
    "Tiltakshaver: {party} Ansvarlig søker: {firm}",
    "Kontaktperson: {person}",
    "Saksbehandler {person}",
    "Saksbehandlar: {names}",
    "Til {person}, {street}, {number} {place}",
    "Hilsen {person}",
    "Med vennlig hilsen {person} {official}",
    "Mvh {person}, {firm}",
    "{official} {person}",
    "{official} {person} - {word} {word}",
    "{person}, {official}",
    "{honorific} {surname}",
    "{honorific} {person} - {object}",
    "Familien {surname} - {object} {street}",
    "Dødsboet etter {person} - {property}",
    "{person}s dødsbo - {word}",
    "Elev: {person} - {word}",
    "{role} {person} - {word} {word}",
    "{role} {names}, født {number}",
    "{word} for {person} f. {number}",
    "{names}",
    "{names}",
    "{person}",
    "{person}; {person}",
    "{person}, {person} og {person}",
    "{names} ({number})",
    "{firm}",
    "{agency}",
    "{street}",
    "{thing_named}",
    "{place}",
    "{farm}",
    "{firm}; {agency}",
    "{number} {names} {number}",
    "{word} {word} {word} - {word}",
    "{term} - {word} {word}",
    "{term} - {party}",
    "{term} {word} - {person}",
    "{act} om {term} - {names}",
    "{act} om {term}",
    "{word} av {term} - {thing_named}",
    "{act} - {word} i {street} - {place}",
    "{act} på vedtak - {object} - {party}",
    "{property} {act} - naboer {person} og {person}",
    "{property} nabovarsel frå {party}",
    "Merknad til {plan} {farm} - {party}",
    "Innspill frå {party} til {plan}",
    "Høringsuttalelse - {agency} - {plan} {farm}",
    "Møteprotokoll {committee} {number}",
    "Tilsetting {official} - {person}",
    "Arbeidsavtale {official} - {names} - {thing_named}",
    "Oppseiing av stilling - {person}",
    "{number} {act} {farm_by_compass} {number} - {firm}",
    "{firm} - {act} - {object}",
    "{act} - {firm}",
    "{act} {object} - {firm}",
    "{act} - {firm} og {firm}",
    "{farm_by_compass} {number} - {act}",
    "{farm_by_compass} - {act} {object}",
    "{number}/{number} {word} {word} - {farm_by_compass}",
    "{agency} - {act} {object} {farm}",
    "{act} {object} - gnr {number} bnr {number} - {party} - {word}",
    "{act} {object} - {party} - {property} {street}",
    "{word} {word} - {party} og {party}",
    "I dag var {person} i {thing_named}, og {person} sa at {word} var {word}.",
    "{person} klager på {object} i {street}, skriver {official} {person}.",
    "Det er {person} som eig {farm}, men {surname} bur i {place}.",
    "Ifølge {person} ved {thing_named} har {firm} søkt om {object}.",
    "{role} {person} bor i {street} i {place}.",
    "Møtet med {person} og {role} {person} var i {thing_named}.",
    "{surname} har fått {object}, men {person} har klaga.",
];

#[rustfmt::skip]
const ACTS: &[&str] = &[
    "Søknad om", "Søknad", "Tillatelse til tiltak", "Løyve til tiltak", "Rammetillatelse", "Rammeløyve",
    "Igangsettingstillatelse", "Igangsetjingsløyve", "Ferdigattest", "Søknad om ferdigattest",
    "Midlertidig brukstillatelse", "Mellombels bruksløyve", "Dispensasjon", "Søknad om dispensasjon",
    "Dispensasjon frå", "Dispensasjon fra", "Klage", "Klage på", "Klage over", "Nabovarsel", "Nabomerknad",
    "Nabomerknader", "Delingstillatelse", "Delingssøknad", "Søknad om deling", "Frådeling", "Frådling", "Fradeling",
    "Deling av eiendom", "Deling av grunneigedom", "Kartforretning", "Oppmålingsforretning", "Målebrev",
    "Matrikkelbrev", "Grensejustering", "Arealoverføring", "Seksjonering", "Konsesjon",
    "Eigenfråsegn om konsesjonsfridom", "Egenerklæring om konsesjonsfrihet", "Utslippsløyve", "Utslippstillatelse",
    "Søknad om utslipp", "Tilkoplingsløyve", "Påkobling", "Avkjørsel", "Søknad om avkjøring", "Melding om vedtak",
    "Vedtak", "Delegert vedtak", "Delegert sak", "Svar på søknad", "Svar", "Svar på", "Førebels svar",
    "Foreløpig svar", "Tilbakemelding", "Purring", "Mangelbrev", "Etterlysing", "Godkjenning", "Ansvarsrett",
    "Søknad om ansvarsrett", "Byggemelding", "Bygge melding", "Melding om tiltak", "Riving", "Rivingsløyve",
    "Rivemelding", "Endring", "Endring av løyve", "Bruksendring", "Tilsyn", "Synfaring", "Befaring", "Pålegg",
    "Ulovlig bygging", "Ulovleg tiltak", "Varsel om pålegg", "Tvangsmulkt", "Uttalelse", "Uttale", "Fråsegn",
    "Oversending", "Oversendelse", "Oversender", "Orientering", "Orientering om", "Rapport", "Referat", "Innkalling",
    "Møteinnkalling", "Avtale", "Kontrakt", "Leigeavtale", "Leieavtale", "Tilbud", "Tilbod", "Anbud", "Faktura",
    "Refusjon", "Tilskudd", "Tilskot", "Søknad om tilskot", "Søknad om tilskudd", "Utbetaling", "Søknad om støtte",
    "Spelemidlar", "Spillemidler", "Startlån", "Skjenkeløyve", "Skjenkebevilling", "Salgsbevilling",
    "Ambulerende bevilling", "Serveringsløyve", "Motorferdsel", "Motorferdsel i utmark", "Løyve til motorferdsel",
    "Jordleige", "Makebyte", "Makeskifte", "Ekspropriasjon", "Skjønn", "Takst", "Eigedomsskatt",
    "Klage eigedomsskatt", "Gebyr", "Renovasjon", "Fritak", "Fritak for", "Søknad om fritak", "Parkeringsløyve",
    "Parkeringstillatelse", "Støttekontakt", "Omsorgslønn", "Avlasting", "Skoleskyss", "Skuleskyss", "Barnehageplass",
    "Spesialundervisning", "Permisjon", "Søknad om permisjon", "Ekspedisjonsskjema", "Førehandskonferanse",
    "Forhåndskonferanse", "Registrering", "Melding", "Melding om", "Kopi av", "Informasjon om", "Spørsmål om",
    "Førespurnad", "Forespørsel", "Innsyn", "Krav om innsyn", "Høyring", "Høring", "Innspill", "Innspel", "Merknad",
    "Merknader", "Varsel om oppstart", "Prosjektering", "Skjøte", "Hjemmelsovergang", "Heimelsovergang",
    "Forkjøpsrett", "Nydyrking", "Produksjonstilskot", "SMIL-tiltak", "Landbruksvei", "Felling av", "Fellingsløyve",
    "Skadefelling", "Ferdigmelding", "Sluttmelding", "Anmodning om", "Oppmoding om",
];
#[rustfmt::skip]
const OBJECTS: &[&str] = &[
    "garasje", "dobbeltgarasje", "bolighus", "bustadhus", "bolig", "enebolig", "einebustad", "tomannsbolig",
    "tomannsbustad", "tilbygg", "påbygg", "tilbygg bolighus", "tilbygg til bustadhus", "tilbygg fritidsbolig",
    "hytte", "fritidsbolig", "fritidsbustad", "naust", "brygge", "flytebrygge", "kai", "uthus", "bod", "anneks",
    "carport", "terrasse", "veranda", "altan", "balkong", "levegg", "støttemur", "mur", "forstøtningsmur", "gjerde",
    "driftsbygning", "løe", "låve", "fjøs", "kårbolig", "kårbustad", "våningshus", "rekkehus", "rekkehus 4 einingar",
    "leilighetsbygg", "leilegheiter", "lager", "lagerbygg", "lagerhall", "næringsbygg", "industribygg", "utestue",
    "hagestue", "vinterhage", "drivhus", "lekehytte", "lysthus", "svømmebasseng", "pipe", "skorstein", "ildsted",
    "vedovn", "avløpsanlegg", "avlaupsanlegg", "septiktank", "slamavskiljar", "minirenseanlegg", "vassledning",
    "vann- og avløpsledning", "VA-anlegg", "veg", "vei", "adkomstvei", "tilkomstveg", "skogsbilvei", "traktorveg",
    "avkjørsel", "parkeringsplass", "parsell", "tomt", "hyttetomt", "hustomt", "boligtomt", "tilleggsareal",
    "tilleggstomt", "punktfeste", "festetomt", "grunneigedom", "bruksendring", "fasadeendring", "takoppløft",
    "takopplett", "ark", "kjellerleilighet", "hybel", "skilt", "reklameskilt", "antennemast", "mobilmast",
    "vindmølle", "solcellepanel", "varmepumpe", "energibrønn", "utfylling i sjø", "utfylling", "masseuttak",
    "planering", "bakkeplanering", "terrenginngrep", "riving av hus", "riving av løe", "riving av bolighus",
    "dispensasjon", "dispensasjon fra arealplan", "dispensasjon fra byggegrense", "byggjegrense", "arealbruk",
    "Frå kommuneplanen", "nydyrking", "gjødselkum", "silo", "redskapshus", "verksted", "verkstad", "kiosk",
    "barnehage", "skole", "gapahuk", "trapp", "heis", "rampe", "toalett", "bad", "båthus", "sjøbu", "sjøhus",
    "stabbur", "smie", "badstue", "badstove", "gjestehus", "campinghytter", "fellesgarasje", "ledegjerde",
    "beitegjerde", "hundegård", "ridebane", "stall", "veksthus", "kraftlinje", "høyspentlinje", "trafo",
    "nettstasjon", "fiberkabel", "gatelys", "fortau", "busslomme", "snuplass", "leikeplass", "lekeplass",
    "fotballbane", "ballbinge", "lysløype", "skiløype", "TV-aksjon", "17. mai", "ID-kort", "P-plass", "2 leiligheter",
    "BK1", "B12", "felt B3", "tomt nr. 4", "bygg A", "hus nr 2",
];
#[rustfmt::skip]
const PERSONAL: &[&str] = &[
    "Personalmappe", "Personalsak", "Personal", "Elevmappe", "Elevsak", "Arbeidsavtale", "Arbeidskontrakt",
    "Oppsigelse", "Oppseiing", "Oppsigelse av stilling", "Søknad på stilling", "Søknad stilling", "Jobbsøknad",
    "Tilsetting", "Ansettelse", "Attest", "Lønn", "Lønnsplassering", "Permisjon", "Sykemelding", "Sjukemelding",
    "Sykmelding", "Pensjon", "AFP", "Uførepensjon", "Barnevernssak", "Sosialsak", "Omsorgslønn", "Ledsagerbevis",
    "Leiarbevis", "Parkeringskort", "TT-kort", "Støttekontakt", "Avlastning", "Hjemmehjelp", "Heimehjelp",
    "Sykehjemsplass", "Bustønad", "Bostøtte", "Startlån", "Gjeldssak", "Husleie", "Farskap", "Adopsjon", "Vergesak",
    "Navnesak", "Bosetting", "Introduksjonsprogram", "Statsborgerskap", "Sakkyndig vurdering", "Tilmelding PPT",
    "PPT", "Individuell plan", "Skoleskyss", "Skuleskyss", "Skolebytte", "Utsatt skolestart",
    "Spesialpedagogisk hjelp", "Vedtak om spesialundervisning", "Enkeltvedtak", "Kommunal bolig", "Kommunal bustad",
    "Omsorgsbolig", "Gravsted", "Jegerprøve", "Praksisplass", "Lærlingkontrakt", "Godtgjersle", "Fødselspermisjon",
    "Tilbud om stilling", "Skademelding", "Forsikring", "Erstatning", "Erstatningskrav", "Søksmål", "Stevning",
    "Ekstrahjelp", "Vikar", "Svar på søknad", "Svar på klage", "Klage", "Vedtak",
];
#[rustfmt::skip]
const COMMITTEES: &[&str] = &[
    "FOR", "KOM", "ELD", "HOV", "PLU", "KST", "FSK", "NMT", "UTV", "TUN", "ADM", "AMU", "MTU", "PLAN", "RÅD", "FS",
    "KS", "PS", "Formannskapet", "Kommunestyret", "Planutvalget", "Hovudutvalet", "Eldrerådet", "Ungdomsrådet",
    "Valstyret", "Kontrollutvalget", "Administrasjonsutvalet", "Nemnda", "Styret", "Driftsutvalet",
];
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "Statens vegvesen", "Fylkesmannen i {place}", "Fylkesmannen", "Statsforvaltaren i {place}", "Statsforvalteren",
    "{place} kommune", "{place} herad", "{place} fylkeskommune", "Mattilsynet", "Kystverket", "Kartverket",
    "Arbeidstilsynet", "NAV {place}", "NAV", "Husbanken", "Skatteetaten", "Jernbaneverket", "Bane NOR",
    "Riksantikvaren", "Fiskeridirektoratet", "NVE", "Forsvarsbygg", "Helse Vest RHF", "Politiet",
    "Lensmannen i {place}", "{place} tingrett", "Jordskifteretten", "Utdanningsdirektoratet",
    "Kommunal- og moderniseringsdepartementet", "KS", "KLP", "Statkraft", "BKK Nett AS", "Telenor", "Avinor",
    "Innovasjon Norge", "Norsk kulturråd", "{place} brannvesen", "{place} havnevesen", "Sivilforsvaret",
    "Bergen sjøfartsmuseum", "Naturvernforbundet i {place}", "{place} bondelag", "Den norske kyrkja", "Tolletaten",
    "Barneombudet", "Sametinget", "Landbruksdirektoratet", "Miljødirektoratet", "{place} revisjon", "Vest kontroll",
    "{farm} grendalag", "{farm} vel", "{place} idrettslag",
];
#[rustfmt::skip]
const FIRMS: &[&str] = &[
    "{surname} {thing} {firm_form}", "{surname} {thing}", "{surname} {firm_form}", "{fullname} {firm_form}",
    "{fullname} {thing}", "{fullname} {thing} {firm_form}", "Byggmester {surname}", "Byggmester {fullname}",
    "Byggmester {fullname} AS", "Byggmeister {surname} AS", "Sivilingeniør {surname} AS", "Arkitekt {fullname} AS",
    "Arkitektkontoret {surname}", "Advokatfirmaet {surname}", "Advokatfirma {surname} & {surname}",
    "{surname} & {surname} AS", "{surname} og {surname} AS", "Brødrene {surname}", "Brdr. {surname} AS",
    "{surname} Eiendom AS", "{surname} Eigedom", "{surname}-gruppen", "{surname}bygg AS", "{surname}hus AS",
    "{place} {thing}", "{place} {thing} AS", "{farm} {thing}", "Murmester {surname}", "Rørlegger {surname} AS",
    "Maskinentreprenør {fullname}", "{surname} Maskin", "{surname} & Sønner", "{surname} & Co", "A/S {surname}",
    "Firma {fullname}", "{first} {thing}", "{first}s {thing}", "Familien {surname}s stiftelse", "{surname} hytter AS",
    "{initials} {thing} AS", "{initials} Bygg", "Block Watne AS", "Mesterhus", "Nordbohus AS",
    "{farm} utbyggingsselskap", "{surname} arkitekter", "Ing. {surname}", "Ing. {surname} AS", "Norconsult AS",
    "Rambøll", "Multiconsult", "Asplan Viak AS",
];
#[rustfmt::skip]
const STREET_ENDS: &[&str] = &[
    "vegen", "veien", "gata", "gaten", "gate", "bakken", "lia", "svingen", "stien", "haugen", "kroken", "ringen",
    "jordet", "åsen", "toppen", "tunet", "hagen", "løkka", "sletta", "alleen", "plassen", "neset", "marka", "vika",
    "skogen", "kleiva", "grenda", "dalen", "myra", "teigen", "berget", "bråtet", "brotet", "holmen", "sundet", "kaia",
    "kaien", "brygga", "vatnet", "fjellet", "elva", "skaret",
];
#[rustfmt::skip]
const STREET_STEMS: &[&str] = &[
    "Sol", "Bjørke", "Gran", "Furu", "Skole", "Skule", "Kirke", "Kyrkje", "Strand", "Sjø", "Fjell", "Elve", "Bekke",
    "Nord", "Sør", "Øst", "Vest", "Stor", "Øvre ", "Rosen", "Lerke", "Hegre", "Ørne", "Rev", "Elg", "Hovud",
    "Stasjons", "Industri", "Myr", "Eike", "Ask", "Einer", "Lyng", "Tytebær", "Multe", "Havne", "Fabrikk", "Mølle",
    "Kvern", "Prest", "Klokkar", "Lensmanns", "Slette", "Dal", "Vass", "Lang", "Kors", "Haug", "Tun", "Ringeri",
];
#[rustfmt::skip]
const SURNAME_STARTS: &[&str] = &[
    "Hauk", "Brekk", "Sol", "Lang", "Nor", "Rød", "Skog", "Kvam", "Bjørn", "Eik", "Fos", "Gras", "Hell", "Ing", "Jør",
    "Kol", "Lund", "Mid", "Nes", "Opp", "Ram", "Sand", "Tor", "Ulv", "Vest", "Yt", "Øv", "Ås", "Berg", "Stein",
    "Sver", "Trom", "Gjer", "Hjel", "Kjel", "Skjel", "Tveit", "Vin", "Bø", "Fjel", "Hov", "Lid", "Mæl", "Røn", "Sæt",
    "Hol", "Gund", "Aus", "Svin", "Hægge", "Kvit", "Drag", "Blå", "Grøn", "Mo", "Tin", "Våg", "Stav", "Ode", "Ryk",
    "Lek",
];
#[rustfmt::skip]
const SURNAME_ENDS: &[&str] = &[
    "land", "stad", "rud", "vik", "haug", "bakken", "seth", "heim", "nes", "berg", "dal", "moen", "eid", "set", "li",
    "ås", "vold", "gård", "sund", "tveit", "hus", "bø", "aas", "mo", "lien", "sæter", "våg", "stø", "by", "strand",
    "skog", "vang", "sletten", "hagen", "myhr", "brekke", "haugen", "anger", "øy", "fjord", "elv", "um", "erud",
    "rød", "estøl", "stein", "tun", "sand", "holm",
];
#[rustfmt::skip]
const OFFICIALS: &[&str] = &[
    "rådmann", "rektor", "ordfører", "ordførar", "saksbehandler", "sakshandsamar", "rådgiver", "rådgjevar",
    "avdelingsleder", "avdelingsleiar", "statsråd", "advokat", "lege", "kommunalsjef", "byggesaksbehandler",
    "arkitekt", "ingeniør", "lærar", "lærer", "vaktmester", "sjukepleiar", "sykepleier", "assistent", "reinhaldar",
    "konsulent", "styreleder", "leiar", "daglig leder",
];
#[rustfmt::skip]
const HONORIFICS: &[&str] = &[
    "Fru", "Herr", "Hr.", "Frøken", "Mr", "Mrs", "Dr.", "fru", "hr", "Frk.", "Fam.",
];
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "Søker", "Eleven", "Pasienten", "Mor", "Far", "Klager", "Klagar", "Søkjar", "Pasient", "Bruker", "Foresatt",
    "Føresett", "Avdøde", "Leietaker", "Leigetakar", "Grunneier", "Grunneigar", "Nabo", "Ansatt", "Tilsett", "Elev",
    "Ektefelle", "Samboer", "Verge", "Fester", "Eier", "Eigar", "Hjemmelshaver", "Selger", "Kjøper", "Kjøpar",
    "Tiltakshavar",
];
#[rustfmt::skip]
const PLANS: &[&str] = &[
    "Reguleringsplan", "Reguleringsplan for", "Detaljregulering", "Detaljregulering for", "Kommunedelplan",
    "Kommuneplan", "Kommuneplanens arealdel", "Utbyggingsplan", "Disposisjonsplan", "Områderegulering", "Områdeplan",
    "Bebyggelsesplan", "Mindre vesentlig endring av reguleringsplan", "Planprogram", "Trafikksikringsplan",
    "Hovudplan avlaup", "Reg.plan", "Busetnadsplan",
];

impl Grammar {
    pub fn new(rules: &Rules, fillers: Vec<String>) -> Grammar {
        let names = rules
            .lists()
            .names
            .iter()
            .map(|group| Names {
                group: group.id.clone(),
                first: [&group.first[..], &group.also_words_first[..]].concat(),
                last: [&group.last[..], &group.also_words_last[..]].concat(),
            })
            .filter(|names| names.first.len() > 9 && names.last.len() > 9)
            .collect();
        let list = |name: &str| -> Vec<String> {
            rules
                .cue_list("not_persons", name)
                .iter()
                .filter(|word| word.len() > 3)
                .map(|word| capitalised(word))
                .collect()
        };
        let mut terms: Vec<String> = rules.lists().lemmas.iter().map(|lemma| lemma.text.clone()).collect();
        terms.sort();
        terms.dedup();
        Grammar {
            names,
            patterns: PATTERNS.to_vec(),
            things: list("after_name"),
            places: list("places"),
            compass: list("compass"),
            fillers,
            terms,
        }
    }

    /// `count` titles. Seven of ten are in capitals.
    pub fn titles(&self, count: usize, share: Share, seed: u64) -> Vec<Example> {
        let mut chance = Chance::new(seed);
        let patterns: Vec<&str> =
            (0..self.patterns.len()).filter(|&at| share.takes_pattern(at)).map(|at| self.patterns[at]).collect();
        (0..count)
            .map(|_| {
                let mut pieces = Vec::new();
                let pattern = *chance.pick(&patterns);
                self.expand(pattern, None, share, &mut chance, &mut pieces);
                self.dress(&mut pieces, &mut chance);
                Example::of(&pieces)
            })
            .collect()
    }

    /// Lines with one person in the forms «Etternavn, Fornavn» and «ETTERNAVN FORNAVN».
    pub fn surname_first(&self, count: usize, share: Share, seed: u64) -> Vec<Example> {
        let mut chance = Chance::new(seed);
        (0..count)
            .map(|_| {
                let names = self.group(&mut chance);
                let (first, last) = (self.first(names, share, &mut chance), self.last(names, share, &mut chance));
                let name = match chance.below(4) {
                    0 => format!("{last}, {first}"),
                    1 => format!("{last}, {first} {}", self.first(names, share, &mut chance)),
                    2 => format!("{last}, {first}").to_uppercase(),
                    _ => format!("{last} {first}").to_uppercase(),
                };
                let before = match chance.below(3) {
                    0 => String::new(),
                    1 => format!("{} - ", chance.pick(PERSONAL)),
                    _ => format!("{} {} - ", chance.pick(ACTS), chance.pick(OBJECTS)),
                };
                Example::of(&[Piece { text: before, kind: None }, Piece { text: name, kind: Some(PERSON) }])
            })
            .collect()
    }

    fn dress(&self, pieces: &mut Vec<Piece>, chance: &mut Chance) {
        if let Some(first) = pieces.iter_mut().find(|piece| !piece.text.is_empty()) {
            first.text = capitalised(&first.text);
        }
        if chance.chance(0.05) {
            pieces.push(Piece { text: if chance.chance(0.5) { " - U.OFF" } else { " ***" }.to_owned(), kind: None });
        }
        if chance.chance(0.7) {
            for piece in pieces.iter_mut() {
                piece.text = piece.text.to_uppercase();
                if piece.kind == Some(PERSON) && chance.chance(0.02) {
                    // A slip of the keys.
                    let last = piece.text.pop().map(|letter| letter.to_lowercase().to_string());
                    piece.text.extend(last);
                }
            }
        } else if chance.chance(0.15) {
            // Only the parties in capitals, or only what is none.
            let parties = chance.chance(0.5);
            for piece in pieces.iter_mut().filter(|piece| (piece.kind == Some(PERSON)) == parties) {
                piece.text = piece.text.to_uppercase();
            }
        }
        if chance.chance(0.08) {
            // Dashes without their spaces.
            for piece in pieces.iter_mut().filter(|piece| piece.kind.is_none()) {
                piece.text = piece.text.replace(" - ", if chance.chance(0.5) { "- " } else { "-" });
            }
        } else if chance.chance(0.1) {
            for piece in pieces.iter_mut().filter(|piece| piece.kind.is_none()) {
                piece.text = piece.text.replace(" - ", " – ");
            }
        } else if chance.chance(0.1) {
            for piece in pieces.iter_mut().filter(|piece| piece.kind.is_none()) {
                piece.text = piece.text.replace(" - ", ", ");
            }
        }
    }

    /// Fills the slots of `pattern`; everything in it is of the type `kind` where there is one.
    fn expand(&self, pattern: &str, kind: Option<usize>, share: Share, chance: &mut Chance, pieces: &mut Vec<Piece>) {
        let mut rest = pattern;
        let first = pieces.len();
        while let Some((plain, slot)) = rest.split_once('{') {
            let Some((name, behind)) = slot.split_once('}') else { break };
            pieces.push(Piece { text: plain.to_owned(), kind: None });
            self.fill(name, share, chance, pieces);
            rest = behind;
        }
        pieces.push(Piece { text: rest.to_owned(), kind: None });
        if kind.is_some() {
            let text = pieces.drain(first..).map(|piece| piece.text).collect();
            pieces.push(Piece { text, kind });
        }
    }

    fn fill(&self, slot: &str, share: Share, chance: &mut Chance, pieces: &mut Vec<Piece>) {
        let plain = |text: String, pieces: &mut Vec<Piece>| pieces.push(Piece { text, kind: None });
        let entity = |text: String, kind: usize, pieces: &mut Vec<Piece>| pieces.push(Piece { text, kind: Some(kind) });
        match slot {
            "property" => plain(property(chance), pieces),
            "act" => plain(chance.pick(ACTS).to_string(), pieces),
            "object" if chance.chance(0.2) => plain(self.word(chance), pieces),
            "object" => plain(chance.pick(OBJECTS).to_string(), pieces),
            "personal" => plain(chance.pick(PERSONAL).to_string(), pieces),
            "word" => plain(self.word(chance), pieces),
            "term" if self.terms.is_empty() => plain(self.word(chance), pieces),
            "term" => plain(chance.pick(&self.terms).clone(), pieces),
            "number" => plain(number(chance), pieces),
            "committee" => entity(chance.pick(COMMITTEES).to_string(), ORG, pieces),
            "plan" => plain(chance.pick(PLANS).to_string(), pieces),
            "official" => plain(chance.pick(OFFICIALS).to_string(), pieces),
            "honorific" => plain(chance.pick(HONORIFICS).to_string(), pieces),
            "role" => plain(chance.pick(ROLES).to_string(), pieces),
            "farm_by_compass" => {
                let pattern = chance.pick(&["{compass} {surname}", "{surname} {compass}", "{surname} {compass}"]);
                self.expand(pattern, Some(LOC), share, chance, pieces);
            }
            "compass" => entity(capitalised(chance.pick(&self.compass).as_str()), LOC, pieces),
            "thing" => entity(chance.pick(&self.things).clone(), ORG, pieces),
            "firm_form" => entity(
                chance.pick(&["AS", "AS", "AS", "A/S", "ANS", "DA", "ENK", "SA", "ASA"]).to_string(),
                ORG,
                pieces,
            ),
            "place" => entity(chance.pick(&self.places).clone(), GPE, pieces),
            "farm" => entity(self.farm(share, chance), LOC, pieces),
            "street" => entity(self.street(share, chance), LOC, pieces),
            "firm" => self.expand(chance.pick::<&str>(FIRMS), Some(ORG), share, chance, pieces),
            "agency" => self.expand(chance.pick::<&str>(AGENCIES), Some(ORG), share, chance, pieces),
            "thing_named" => {
                let pattern = chance.pick(&[
                    "{surname} {thing}",
                    "{farm} {thing}",
                    "{fullname}s {thing}",
                    "{place} {thing}",
                    "{surname}s {thing}",
                    "{surname}{thing}",
                ]);
                self.expand(pattern, Some(ORG), share, chance, pieces);
            }
            "sender" => {
                let slot = chance.pick(&["person", "firm", "agency", "names", "thing_named"]);
                self.fill(slot, share, chance, pieces);
            }
            "party" => {
                let slot = chance.pick(&["person", "person", "person", "names", "names", "couple", "couple", "firm"]);
                self.fill(slot, share, chance, pieces);
            }
            "names" => {
                let slot = chance.pick(&["person", "surname_first", "surname_first", "couple"]);
                self.fill(slot, share, chance, pieces);
            }
            "person" => entity(self.person(share, chance), PERSON, pieces),
            "genitive" => {
                let name = self.person(share, chance);
                entity(genitive(&name), PERSON, pieces);
            }
            "surname" => {
                // In a firm or street the outer slot says what it is.
                let names = self.group(chance);
                entity(self.last(names, share, chance), PERSON, pieces);
            }
            "first" => {
                let names = self.group(chance);
                entity(self.first(names, share, chance), PERSON, pieces);
            }
            "fullname" => {
                let names = self.group(chance);
                entity(
                    format!("{} {}", self.first(names, share, chance), self.last(names, share, chance)),
                    PERSON,
                    pieces,
                );
            }
            "initials" => {
                let letters: String = (0..2 + chance.below(2)).map(|_| initial(chance)).collect();
                entity(letters, ORG, pieces);
            }
            "surname_first" => {
                let names = self.group(chance);
                let (first, last) = (self.first(names, share, chance), self.last(names, share, chance));
                let comma = if chance.chance(0.55) { ", " } else { " " };
                let more = match chance.below(6) {
                    0 => format!(" {}", self.first(names, share, chance)),
                    1 => format!(" {}.", initial(chance)),
                    _ => String::new(),
                };
                entity(format!("{last}{comma}{first}{more}"), PERSON, pieces);
            }
            "couple" => {
                let names = self.group(chance);
                entity(self.first(names, share, chance), PERSON, pieces);
                if chance.chance(0.15) {
                    plain(", ".to_owned(), pieces);
                    entity(self.first(names, share, chance), PERSON, pieces);
                }
                plain(chance.pick(&[" og ", " og ", " og ", " & ", "/", " + "]).to_string(), pieces);
                let middle = if chance.chance(0.3) { format!("{}. ", initial(chance)) } else { String::new() };
                entity(
                    format!("{} {middle}{}", self.first(names, share, chance), self.last(names, share, chance)),
                    PERSON,
                    pieces,
                );
            }
            other => plain(other.to_owned(), pieces),
        }
    }

    fn group(&self, chance: &mut Chance) -> &Names {
        // Half are Norwegian; the others by turns.
        if chance.chance(0.5) {
            self.names.iter().find(|names| names.group == "norsk").unwrap_or(&self.names[0])
        } else {
            chance.pick(&self.names)
        }
    }

    fn first(&self, names: &Names, share: Share, chance: &mut Chance) -> String {
        let mut name = drawn(&names.first, share, chance);
        if chance.chance(0.06) {
            name = format!("{name}-{}", drawn(&names.first, share, chance));
        }
        name
    }

    fn last(&self, names: &Names, share: Share, chance: &mut Chance) -> String {
        if names.group == "norsk" && chance.chance(0.3) {
            let made = format!("{}{}", chance.pick(SURNAME_STARTS), chance.pick(SURNAME_ENDS));
            if share.takes_name(&made) {
                return made;
            }
        }
        let mut name = drawn(&names.last, share, chance);
        if chance.chance(0.05) {
            name = format!("{name}-{}", drawn(&names.last, share, chance));
        }
        name
    }

    /// A full name in one of its forms.
    pub fn person(&self, share: Share, chance: &mut Chance) -> String {
        let names = self.group(chance);
        self.person_of(names, share, chance)
    }

    /// A full name of the group `names`.
    pub fn person_of(&self, names: &Names, share: Share, chance: &mut Chance) -> String {
        let (first, last) = (self.first(names, share, chance), self.last(names, share, chance));
        match chance.below(20) {
            0 | 1 => format!("{first} {} {last}", self.first(names, share, chance)),
            2 => format!("{first} {}. {last}", initial(chance)),
            3 => format!("{first} {} {last}", self.last(names, share, chance)),
            4 => format!("{}. {last}", initial(chance)),
            5 => format!("{}.{}. {last}", initial(chance), initial(chance)),
            6 if chance.chance(0.5) => format!("{}. {}. {last}", initial(chance), initial(chance)),
            6 => format!("{first} {}.{}. {last}", initial(chance), initial(chance)),
            7 if names.group == "vietnamesisk" || names.group == "samisk" => {
                format!("{last} {first} {}", self.first(names, share, chance))
            }
            8 if names.group == "europeisk" => {
                format!("{first} {} {last}", chance.pick(&["van", "von", "de", "van der", "da"]))
            }
            8 if names.group == "arabisk" => format!("{first} Al-{last}"),
            _ => format!("{first} {last}"),
        }
    }

    /// A first name alone or a surname alone.
    pub fn single_of(&self, names: &Names, share: Share, chance: &mut Chance) -> String {
        if chance.chance(0.3) { self.first(names, share, chance) } else { self.last(names, share, chance) }
    }

    fn farm(&self, share: Share, chance: &mut Chance) -> String {
        let norwegian = self.names.iter().find(|names| names.group == "norsk").unwrap_or(&self.names[0]);
        let name = self.last(norwegian, share, chance);
        match chance.below(8) {
            0 => format!("{} {name}", chance.pick(&self.compass)),
            1 => format!("{name} {}", chance.pick(&self.compass)),
            2 => format!("{name}{}", chance.pick(STREET_ENDS)),
            3 => format!("{}{}", chance.pick(STREET_STEMS).trim_end(), chance.pick(STREET_ENDS)),
            _ => name,
        }
    }

    fn street(&self, share: Share, chance: &mut Chance) -> String {
        let names = self.group(chance);
        let (first, last) = (self.first(names, share, chance), self.last(names, share, chance));
        let end = chance.pick(STREET_ENDS);
        let way = chance.pick(&["vei", "veg", "gate", "plass", "gt.", "v.", "minde", "allé", "torg", "bakke"]);
        let street = match chance.below(10) {
            0 => format!("{} {way}", genitive(&format!("{first} {last}"))),
            1 => format!("{} {way}", genitive(&last)),
            2 => format!("Dr. {} {way}", genitive(&last)),
            3 => format!(
                "{} {} {way}",
                chance.pick(&["Biskop", "Kong", "Prost", "General", "Ole", "St."]),
                genitive(&first)
            ),
            4 | 5 => format!("{last}{end}"),
            6 => format!("{} {last}{end}", chance.pick(&self.compass)),
            _ => format!("{}{end}", chance.pick(STREET_STEMS)),
        };
        match chance.below(5) {
            0 => street,
            1 => format!("{street} {}{}", 1 + chance.below(99), chance.pick(&["A", "B", "C", " a", " B"])),
            _ => format!("{street} {}", 1 + chance.below(150)),
        }
    }

    fn word(&self, chance: &mut Chance) -> String {
        if self.fillers.is_empty() { "sak".to_owned() } else { chance.pick(&self.fillers).clone() }
    }
}

fn drawn(names: &[String], share: Share, chance: &mut Chance) -> String {
    for _ in 0..200 {
        let name = chance.pick(names);
        if share.takes_name(name) {
            return name.clone();
        }
    }
    names[0].clone()
}

fn initial(chance: &mut Chance) -> char {
    *chance.pick(&[
        'A', 'B', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'R', 'S', 'T', 'V', 'W', 'Ø', 'Å', 'D',
        'C',
    ])
}

fn property(chance: &mut Chance) -> String {
    let (gnr, bnr) = (1 + chance.below(260), 1 + chance.below(900));
    match chance.below(9) {
        0 => format!("gnr. {gnr} bnr. {bnr}"),
        1 => format!("Gnr {gnr}, bnr {bnr}"),
        2 => format!("{gnr}/{bnr}/{}", 1 + chance.below(40)),
        3 => format!("{gnr}/{bnr} og {}", 1 + chance.below(400)),
        4 => format!("GB {gnr}/{bnr}"),
        5 => format!("gbnr. {gnr}/{bnr}"),
        _ => format!("{gnr}/{bnr}"),
    }
}

fn number(chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => format!("{:02}.{:02}.{}", 1 + chance.below(28), 1 + chance.below(12), 1950 + chance.below(75)),
        1 => format!("{}/{}", 2000 + chance.below(26), 1 + chance.below(9000)),
        2 => format!("{:04}", chance.below(9999)),
        3 => format!("{}", 1990 + chance.below(36)),
        4 => format!("{}", 10_000_000_000 + chance.next() % 80_000_000_000),
        _ => format!("{}", 1 + chance.below(99)),
    }
}

fn genitive(name: &str) -> String {
    if name.ends_with(['s', 'x', 'z']) { format!("{name}'") } else { format!("{name}s") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
