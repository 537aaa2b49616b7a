//! The fields of all journal formats by their names: what each is to a reader, and what it tells of the post's identity.
//!
//! Names are compared by their letters and digits in lower case, with `ae`, `oe` and `aa` for the Norwegian letters, so that
//! `JP.OFFINNHOLD`, `JP_OFFINNHOLD` and `jp.offinnhold`, or `Avsender/mottaker` and `Avsender / Mottaker`, are one. Headers of
//! tables are those of the post lists and exports of Acos WebSak, Elements, ePhorte, Public 360, ESA and eInnsyn.

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
    /// Both, or something else: the name is used for other things, too.
    PerhapsCase,
    /// The post's number in its case: `3`.
    Post,
    /// Post number, or all of `2024/118-3`.
    Document,
    /// All of `2024/118-3`, or something else.
    PerhapsDocument,
    /// The system's own id.
    System,
    /// None of these.
    None,
}

/// A field whose content the checks of a journal read, whatever its header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The legal basis of what is shielded.
    Basis,
    /// The date of the journal.
    Date,
}

impl Meaning {
    /// The field's name in Noark 5.
    pub fn label(self) -> &'static str {
        match self {
            Meaning::Basis => "skjermingshjemmel",
            Meaning::Date => "journaldato",
        }
    }
}

/// A field as a journal knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub role: Role,
    pub key: Key,
    pub meaning: Option<Meaning>,
}

impl Field {
    pub fn plain(role: Role) -> Self {
        Field { role, key: Key::None, meaning: None }
    }

    pub fn key(key: Key) -> Self {
        Field { key, ..Field::plain(Role::Metadata) }
    }

    pub fn meaning(meaning: Meaning) -> Self {
        Field { meaning: Some(meaning), ..Field::plain(Role::Metadata) }
    }
}

/// A name by its letters and digits.
pub(super) fn folded(name: &str) -> String {
    as_folded(name, str::to_owned)
}

/// What `read` says of [`folded`] `name`: most names are short and need no memory of their own.
pub(super) fn as_folded<T>(name: &str, read: impl FnOnce(&str) -> T) -> T {
    /// Bytes of a name that is folded in place.
    const SHORT: usize = 64;
    if name.len() > SHORT || !name.is_ascii() {
        return read(&folded_letters(name));
    }
    let mut short = [0; SHORT];
    let mut len = 0;
    for byte in name.bytes().filter(u8::is_ascii_alphanumeric) {
        short[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    read(std::str::from_utf8(&short[..len]).unwrap_or_default())
}

fn folded_letters(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match letter {
            'æ' | 'ä' => folded.push_str("ae"),
            'ø' | 'ö' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            other => folded.push(other),
        }
    }
    folded
}

/// What the field of that name is; `None` for a name that no journal format has.
pub(super) fn field(name: &str) -> Option<Field> {
    as_folded(name, |folded| field_as(name, folded))
}

/// As [`field`], for a name that is [`folded`] already.
pub(super) fn field_as(name: &str, folded: &str) -> Option<Field> {
    if let Some(found) = by_name(folded) {
        return Some(found);
    }
    // «§» is no letter.
    if folded.is_empty() && name.contains('§') {
        return Some(Field::meaning(Meaning::Basis));
    }
    // «Saksnr (år/nr)», «Journaldato [åååå-mm-dd]»
    if let Some((before, _)) = name.split_once(['(', '[']) {
        let found = as_folded(before, by_name);
        if found.is_some() {
            return found;
        }
    }
    if !name.contains('/') {
        return None;
    }
    // «Innhold / "Sakstittel"»: several fields of one kind in one column.
    let parts: Vec<Field> = name.split('/').map(|part| as_folded(part, by_name)).collect::<Option<_>>()?;
    let tells = |field: &&Field| field.meaning.is_some() || field.key != Key::None;
    let is_one_kind = parts.iter().all(|field| field.role == parts[0].role);
    parts.iter().find(tells).or(parts.first()).copied().filter(|_| is_one_kind)
}

/// The field whose folded name is `name`, or that with an ending.
fn by_name(name: &str) -> Option<Field> {
    /// eInnsyn's JSON-LD repeats a field as a list and with what is not to be searched for (`tittel_LIST`, `tittel_SENSITIV`).
    const ENDINGS: [&str; 2] = ["sensitiv", "list"];
    let known = |name: &str| BY_NAME.get(name).copied();
    let without_ending = || ENDINGS.iter().find_map(|end| known(name.strip_suffix(end)?));
    // `Tittel 1` and `Tittel 2`: lines of one field.
    let unnumbered = || known(name.trim_end_matches(|c: char| c.is_ascii_digit()));
    let is_numbered = name.ends_with(|c: char| c.is_ascii_digit());
    known(name).or_else(without_ending).or_else(|| is_numbered.then(unnumbered).flatten())
}

static BY_NAME: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| {
    let roles =
        [(TITLES, Role::Title), (PARTIES, Role::Party), (OFFICIALS, Role::Official), (METADATA, Role::Metadata)];
    let plain = roles
        .into_iter()
        .flat_map(|(names, role)| names.split_whitespace().map(move |name| (name, Field::plain(role))));
    let meanings = MEANINGS
        .iter()
        .flat_map(|&(meaning, names)| names.split_whitespace().map(move |name| (name, Field::meaning(meaning))));
    let keys = KEYS.iter().flat_map(|&(key, names)| names.split_whitespace().map(move |name| (name, Field::key(key))));
    let titles = TITLES_OR_KEYS.iter().flat_map(|&(key, names)| {
        names.split_whitespace().map(move |name| (name, Field { key, ..Field::plain(Role::Title) }))
    });
    plain.chain(meanings).chain(keys).chain(titles).collect()
});

const TITLES: &str = "
    offentligtittel tittel saktittel sakstittel dokumenttittel doktittel offtittel offsakstittel
    offdoktittel offdokumenttittel offentligsakstittel offentligdokumenttittel offentligdoktittel
    offentlegtittel offentlegsakstittel offentlegdokumenttittel offentlegdoktittel
    saofftittel jpoffinnhold jpoffinnhold2 dbtittel klovbesk jpinnhold satittel
    innhold innhald innholdsbeskrivelse innhaldsbeskriving offentliginnhold offentleginnhald offinnhold offinnhald
    beskrivelse beskriving saksbeskrivelse saksbeskriving dokumentbeskrivelse dokumentbeskriving
    journalpostbeskrivelse overskrift emne saksemne mappetittel klassetittel journalposttittel jptittel posttittel
    tittelpaadokument tittelpaasak tittelsak tittelsaksmappe tittelmappe titteldokument titteljournalpost
    titteloffentlig titteloffentleg saksnavn saksnamn dokumentnavn dokumentnamn saksinnhold saksinnhald
    dokumentinnhold dokumentinnhald hoveddokument hovuddokument hoveddokumenttittel vedleggtittel vedlegg
    gjelder gjeld noekkelord moetetittel klassebeskrivelse arkivdeltittel tittelsaken tekst kvasakagjeld hvasakengjelder
    hvagjelder kvagjeld sakenstittel sakinnhold sakstekst tilhoerersak vedleggstittel vedleggstitler vedleggstitlar dokumenter title casetitle documenttitle subject publictitle unofficialtitle docdesc casedesc documentname docname dokbeskr dokbesk";

const PARTIES: &str = "
    korrespondansepartnavn partnavn amnavn amnavn2 avsmotnavn
    avsendermottaker avsender mottaker avsendermottakere mottakere avsendere mottakeravsender
    avsendarmottakar avsendar mottakar avsendararmottakarar avsendarar mottakarar mottakaravsendar
    avsmott avsmot avsmottaker avsmottakar avsendermott avsendarmott avsnavn mottnavn avsmottnavn
    avsendernavn mottakernavn avsendarnamn mottakarnamn avsendermottakernavn avsendarmottakarnamn navnavsendermottaker
    til fra fraa tilfra fratil tilfraa fraatil sendttil sendtfra sendtfraa kopitil kopimottaker kopimottakar
    kopimottakere korrespondansepart korrespondanseparter korrespondent part parter partar saksparter saksparti partinavn
    motpart eksternpart eksterneparter eksternepartar kunde eksternkontakt eksternekontakter kontakt kontakter kontaktperson
    kontaktnavn usoffkontakt hovedkontakt soeker soekar tiltakshaver tiltakshavar navn namn innsender
    postadresse epostadresse telefonnummer poststed poststad
    ampostnr amadresse amadr ampoststed amepostadr amutland adresse adresselinje brevtilfra brevtilfraa brevfratil brevfraatil brevtil brevfra
    brevfraa tiladressat adressat adressater sender recipient senderrecipient sendername recipientname correspondent
    correspondents correspondentname party parties name senders recipients searchname";

const OFFICIALS: &str = "
    saksbehandler saksbehandlar saksbehandlernavn ansvarligsaksbehandler sakshandsamar sakshandsamarnamn ansvarlegsakshandsamar
    saksbeh saksb sbeh saksansvarlig saksansvarleg saksansvar saksansvarligenhet saksansvarlegeining saksansvarligenhetnavn journalfoertav
    administrativenhet administrativenhetnavn administrativenhetsnavn administrativeining admenhet adminenhet admeining
    enhet eining avdeling avdelingnavn ansvarligenhet ansvarlegeining ansvarlig ansvarleg
    ansvarligperson ansvarligavdeling behandlendeenhet behandlendeavdeling orgenhet orgeining organisasjonsenhet
    ansvarenhet ansvarlignavn saksbehandlendeenhet saksbehandlerenhet saksbehandlingsenhet
    enhetsaksbehandler saksbehandleravdeling
    saansvinit saadmkort amadmkort amsbhinit jpansvinit jpadmkort arkivskapernavn arkivskaper journalenhet journaleining
    virksomhet verksemd etat organ
    opprettetav avsluttetav arkivertav endretav verifisertav gradertav registrertav merknadregistrertav tilknyttetav
    forfatter moetedeltakernavn moetedeltakerfunksjon sekretaer moeteleder moeteleiar utvalg utval utvalgobjekt avskrevetav
    virksomhetsnavn piarkskaper internavsender internmottaker internpart internkontakt saksansv sakshands sakshandsamareining
    avdsaksbehandler avdsakshandsamar avdsaksbeh avdelingsaksbehandler avdelingsakshandsamar enhetsaksbeh einingsakshandsamar
    dokumentansvarlig dokumentansvarleg dokansvarlig ansvenhet ansvavd caseworker caseofficer casehandler executiveofficer
    responsible responsibleunit department unit
    sakkontakt sakkontaktnavn sakkontaktepost saksansvarligepost caseworkers agency responsiblepersonname
    responsibleenterprisename contactpoint kontaktpunkt";

const METADATA: &str = "
    klasseid klordnverdi klsort klopltekst klassering klasse arkivkode arkivnoekkel ordningsverdi korrespondanseparttype
    journalposttype dokumenttype doktype dokkategori dokumentkategori journalstype ndoktype kategori type retning innut inut iu
    journalaar journalsekvensnummer journalnr journalnummer jnr loepenr loepenummer lnr
    dokumentetsdato dokdato dokumentdato dokumentsdato brevdato brevetsdato datert dato
    mottattdato motteke motteken mottekedato sendtdato mottatt sendt utsendt ekspedert ekspedertdato publisert
    avskrivningsdato avskrivningsmaate forfallsdato frist offentlighetsvurdertdato saksdato
    tilgangsrestriksjon tilgangskode tilgang tgkode tilgkode tkode
    skjermingmetadata skjermingdokument gradering grad graderingskode
    jpjaar jpseknr jpndoktype jpdokdato jptgkode jpovdato amihtype amavskm amavskdato amavsavdok ambesvardok
    dlrnr dltype veversjon vevariant vefilref vefilurl referansedokumentfil dokumentnummer
    tilknyttetregistreringsom versjonsnummer variantformat format formatdetaljer sjekksum sjekksumalgoritme filstoerrelse
    entity slug publisertdato oppdatertdato opprettetdato arkivertdato avsluttetdato tilknyttetdato kommunenummer kommunenr
    arkivdel arkivdelid arkivskaperid mappetype dokumentmedium saksstatus journalstatus dokumentstatus arkivstatus status
    antallvedlegg antvedlegg moetenummer moetedato moetested moetesakstype moeteregistreringsstatus
    moetedokumentregistreringstype referansetilmoetesak parent
    postnummer land partrolle partid erbehandlingsansvarlig kontekst fagsystem instans sakstype
    saksdokumentstatus antallfiler datertdato dokumenttyper dtype doktypekode arkkode arknoekkel kkode klassifikasjon primaerklassering primaerklassifikasjon sekundaerklassering accesscode accesslevel documenttype documentdate direction
    journalpostkategori saksbehandlingsstatus kode tilggruppe jenhet docdate doctype pubdate updated published accesscodedescription";

const MEANINGS: &[(Meaning, &str)] = &[
    (
        Meaning::Basis,
        "hjemmel heimel skjermingshjemmel skjermingsheimel unntatthjemmel unntakshjemmel unnatakheimel unnateketheimel
         unntattoffentlighet unntattoff unntattofftl unnatekeoffentlegheit unnatekoffentlegheit unnatekeoff unnatekeoffentleg
         uoff uoffhjemmel uoffheimel jpuoff jpoff lovhjemmel lovheimel paragraf lovparagraf hjemmelunntatt
         hjemmeluoff hjemmelunntattoffentlighet hjemmelforunntak unntaksparagraf unntaksheimel tilgangshjemmel tilgangsheimel
         tilgangskodehjemmel tilgkodehjemmel graderinghjemmel graderingparagraf uoffparagraf
         hjemmeltilgangskode offl offentleglova offentleglovahjemmel unnateketter unnatekeetter unntattetter unnateke unntatt unnatekeheimel unntatthjemmelkode par
         off skjerming unntak unnatak unntaketter unnataketter begrunnelseforunntak grunngjevingforunnatak
         kodehjemmel hjemmelkode legalbasis legalauthority exemption exemptionbasis paragraph",
    ),
    (
        Meaning::Date,
        "journaldato jpjdato jourdato jdato regdato registrertdato registreringsdato registrert journalfoertdato journalfoert
         journalfoeringsdato journalfoerddato datojournalfoert jourdat journdato journaldate registrationdate registereddate recorddate",
    ),
];

const KEYS: &[(Key, &str)] = &[
    (Key::CaseYear, "saksaar sasaar aar moetesaksaar sakaar arkivsaksaar caseyear"),
    (
        Key::CaseNumber,
        "sakssekvensnummer saseknr sakssekvensnr sekvensnummer moetesakssekvensnummer saksekvensnr caseseqnr",
    ),
    (
        Key::Case,
        "saksnummer saksnr saknr sasaknr saknummer arkivsak arkivsaksnr arkivsaknr arkivsaksnummer arkivsaknummer
         arkivsakid arkivsaksid saksid sakid mappeident mappenr mappenummer saksmappenr moetesaksnummer utvalgssaksnummer
         aarsaksnr aarsaksnummer saksreferanse saksref casenumber caseno caseid",
    ),
    (Key::PerhapsCase, "mappeid saksmappe"),
    (Key::Post, "journalpostnummer jppostnr journalpostnr postnr jpdoknr casedocseq"),
    (
        Key::Document,
        "dokumentnr doknr dokumentnummerisak saksdokument sakdok sakdoknr saksdok saksdoknr sakdokument sakdokumentnr
         saksdokumentnr saksnrdoknr saksnrdokumentnr saksnummerdokumentnummer journalid dnr dokumentnrisak
         doknrisak dokref dokumentreferanse arkivsakdok arkivsakdokument documentnumber documentno jpnummer",
    ),
    (
        Key::PerhapsDocument,
        "registreringsid journalpost journalpostid dokumentid dokid jpid dokumentidentifikator journalpostident referanse ref vaarref
         registreringsnr registreringsnummer sequencenumber doc",
    ),
    (Key::System, "systemid id externalid guid uuid"),
];

/// A column called so may hold the title or the number.
const TITLES_OR_KEYS: &[(Key, &str)] =
    &[(Key::PerhapsCase, "sak mappe arkivsakstittel saken saka"), (Key::PerhapsDocument, "dokument dokumentet dok")];

#[cfg(test)]
mod tests {
    use super::*;

    fn is(name: &str) -> Option<(Role, Key)> {
        field(name).map(|field| (field.role, field.key))
    }

    #[test]
    fn names_are_known_however_they_are_written() {
        for name in
            ["JP.OFFINNHOLD", "jp_offinnhold", "Tittel 2", "Off. tittel", "offentligTittel_SENSITIV", "tittel_LIST"]
        {
            assert_eq!(is(name), Some((Role::Title, Key::None)), "{name}");
        }
        for name in ["Avsendar/mottakar", "Avsender / Mottaker", "Til/frå", "Avs./mott."] {
            assert_eq!(is(name), Some((Role::Party, Key::None)), "{name}");
        }
        assert_eq!(is("Saksnr. (år/nr)"), Some((Role::Metadata, Key::Case)));
        assert_eq!(is("Arkivsaknr"), Some((Role::Metadata, Key::Case)));
        assert_eq!(is("Sakshandsamar"), Some((Role::Official, Key::None)));
        for name in ["Unntatt off.", "U.off", "Unnateke off."] {
            assert_eq!(field(name).and_then(|field| field.meaning), Some(Meaning::Basis), "{name}");
        }
        assert_eq!(is("Innhold / \"Sakstittel\""), Some((Role::Title, Key::None)));
        assert_eq!(is("Tittel / Avsender"), None);
        assert_eq!(field("Reg.dato").and_then(|field| field.meaning), Some(Meaning::Date));
        assert!(["Temperatur", "", "2", "Båtplass"].into_iter().all(|name| is(name).is_none()));
    }
}
