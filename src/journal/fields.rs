//! The fields of all journal formats by their names: what each is to a reader, and what it tells of the post's identity.
//!
//! Names are compared by their letters and digits in lower case, so that `JP.OFFINNHOLD`, `JP_OFFINNHOLD` and
//! `jp.offinnhold`, or `Avsender/mottaker` and `Avsender / Mottaker`, are one.

use crate::model::Role;
use hashbrown::HashMap;
use std::sync::LazyLock;

/// What a field tells of which post it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// The year of the case: `2024`.
    CaseYear,
    /// The case's number in its year: `118`.
    CaseNumber,
    /// Both: `2024/118`.
    Case,
    /// The post's number in its case: `3`.
    Post,
    /// Post number, or all of `2024/118-3`.
    Document,
    /// The system's own id.
    System,
    /// None of these.
    None,
}

/// A field as a journal knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub role: Role,
    pub key: Key,
}

/// What the field of that name is; `None` for a name that no journal format has.
pub(super) fn field(name: &str) -> Option<Field> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    BY_NAME.get(name.as_str()).copied()
}

static BY_NAME: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| {
    let roles =
        [(TITLES, Role::Title), (PARTIES, Role::Party), (OFFICIALS, Role::Official), (METADATA, Role::Metadata)];
    let plain = roles
        .into_iter()
        .flat_map(|(names, role)| names.split_whitespace().map(move |name| (name, Field { role, key: Key::None })));
    let keys = KEYS.iter().flat_map(|&(key, names)| {
        names.split_whitespace().map(move |name| (name, Field { role: Role::Metadata, key }))
    });
    plain.chain(keys).collect()
});

const TITLES: &str = "
    offentligtittel offentligtittelsensitiv tittel tittelsensitiv saktittel sakstittel dokumenttittel doktittel
    saofftittel jpoffinnhold dbtittel klovbesk jpinnhold satittel
    innhold innholdsbeskrivelse beskrivelse beskrivelsesensitiv saksbeskrivelse dokumentbeskrivelse overskrift sak
    dokument emne mappetittel klassetittel journalposttittel offentliginnhold nøkkelord noekkelord";

const PARTIES: &str = "
    korrespondansepartnavn korrespondansepartnavnsensitiv partnavn partnavnsensitiv amnavn
    avsendermottaker avsender mottaker avsendermottakere mottakere avsendere til fra tilfra fratil
    korrespondansepart korrespondanseparter part parter partinavn kontaktperson søker soeker navn
    postadresse epostadresse telefonnummer poststed ampostnr amadresse amadr ampoststed amepostadr";

const OFFICIALS: &str = "
    saksbehandler saksbehandlersensitiv saksansvarlig saksansvarligenhet journalfoertav administrativenhet
    administrativenhetnavn administrativenhetsnavn enhet avdeling ansvarligenhet ansvarlig behandlendeenhet
    saansvinit saadmkort amadmkort amsbhinit jpansvinit jpadmkort arkivskapernavn journalenhet
    opprettetav avsluttetav arkivertav endretav verifisertav gradertav registrertav merknadregistrertav forfatter
    moetedeltakernavn sekretaer utvalg avskrevetav saksbehandlernavn ansvarligsaksbehandler saksansvarligenhetnavn
    piarkskaper";

const METADATA: &str = "
    klasseid klordnverdi klsort klopltekst korrespondanseparttype journalposttype dokumenttype doktype type
    journalaar journalår journalsekvensnummer journalnr journalnummer løpenr loepenr løpenummer loepenummer
    journaldato dokumentetsdato dokdato dokumentdato dato mottattdato sendtdato mottatt sendt utsendt
    avskrivningsdato avskrivningsmaate forfallsdato offentlighetsvurdertdato
    tilgangsrestriksjon tilgangskode tilgang tgkode hjemmel skjermingshjemmel skjermingmetadata skjermingdokument
    unntatthjemmel unntattoffentlighet gradering grad uoff uoffhjemmel lovhjemmel paragraf lovparagraf
    jpjaar jpseknr jpjdato jpndoktype jpdokdato jptgkode jpuoff jpovdato amihtype amavskm amavskdato
    dlrnr dltype veversjon vevariant vefilref vefilurl referansedokumentfil dokumentnummer
    tilknyttetregistreringsom versjonsnummer variantformat format sjekksum sjekksumalgoritme filstoerrelse
    entity slug publisertdato oppdatertdato opprettetdato arkivertdato avsluttetdato kommunenummer
    arkivdel arkivskaperid mappeid dokumentmedium saksstatus journalstatus status antallvedlegg
    postnummer land partrolle partid erbehandlingsansvarlig kontekst";

const KEYS: &[(Key, &str)] = &[
    (Key::CaseYear, "saksaar saksår sasaar aar år"),
    (Key::CaseNumber, "sakssekvensnummer saseknr sakssekvensnr sekvensnummer"),
    (
        Key::Case,
        "saksnummer saksnr sasaknr saknr arkivsak arkivsaksnr arkivsaksnummer arkivsakid saksid sakid mappeident",
    ),
    (Key::Post, "journalpostnummer jppostnr journalpostnr postnr jpdoknr"),
    (
        Key::Document,
        "dokumentnr doknr dokumentid dokid dokumentnummerisak saksdokument registreringsid journalpostid jpid dokumentidentifikator",
    ),
    (Key::System, "systemid id externalid"),
];
