import { formatList, formatNumber } from "../locale";
import type { Messages } from "../messages";
import { form, plural } from "./plural";

export const messages: Messages = {
  appName: "Parley",
  listOf: formatList,

  common: {
    cancel: "Anuluj",
    save: "Zapisz",
    close: "Zamknij",
    delete: "Usuń",
    tryAgain: "Spróbuj ponownie",
    loading: "Wczytywanie…",
    you: "Ty",
    back: "Wstecz",
    undo: "Cofnij",
  },

  errors: {
    network: "Serwer nie odpowiedział. Sprawdź połączenie i spróbuj ponownie.",
    tooMany: "Za dużo prób. Odczekaj chwilę i spróbuj ponownie.",
    unavailable: "Serwer nie może teraz odpowiedzieć. Spróbuj ponownie za chwilę.",
    notFound: "Tego nie ma albo nie masz do tego dostępu.",
    forbidden: "Nie masz do tego uprawnień.",
    credentials: "Nazwa użytkownika i hasło nie pasują do siebie.",
    usernameTaken: "Ta nazwa użytkownika jest zajęta. Wybierz inną.",
    channelNameTaken: "Kanał o tej nazwie już istnieje.",
    inviteInvalid: "To zaproszenie już nie działa. Poproś o nowe.",
    inviteNeeded: "Aby założyć konto, potrzebujesz zaproszenia. Poproś o link kogoś, kto już tu jest.",
    archived: "Kanał jest zarchiwizowany.",
    field: (text: string) => `Serwer nie przyjął tej wartości („${text}”).`,
    unexpected: "Coś poszło nie tak.",
    newVersion: "Parley został zaktualizowany. Wczytaj stronę ponownie, aby pracować dalej.",
    reload: "Wczytaj ponownie",
  },

  gate: {
    workspaceName: "Nazwa przestrzeni",
    hidePassword: "Ukryj hasło",
  },

  invite: {
    toStart: "Przejdź do Parleya",
  },

  start: {
    failedTitle: "Nie można połączyć się z serwerem",
    noWorkspaceTitle: "Nie należysz jeszcze do żadnej przestrzeni",
    noWorkspaceText: "Utwórz własną albo otwórz link z zaproszeniem, który ktoś Ci przysłał.",
    createWorkspace: "Utwórz przestrzeń",
    notFoundTitle: "Nic tu nie ma",
    notFoundText: "W adresie może być literówka albo to, co tu było, zniknęło lub nie masz do tego dostępu.",
  },

  sidebar: {
    label: "Rozmowy",
    workspace: "Przestrzeń",
    newMessage: "Nowa wiadomość",
    jump: "Przejdź do…",
    channels: "Kanały",
    direct: "Wiadomości prywatne",
    browse: "Przeglądaj kanały",
    create: "Utwórz kanał",
    invite: "Zaproś osoby",
    unread: ", nieprzeczytane",
    mentions: "Wzmianki",
    mentionCount: (count) => `${plural(count, "wzmianka", "wzmianki", "wzmianek", "wzmianki")}: `,
    unreadCount: (count) =>
      `${plural(count, "nieprzeczytana wiadomość", "nieprzeczytane wiadomości", "nieprzeczytanych wiadomości", "nieprzeczytanej wiadomości")}: `,
    draft: "Szkic",
    own: "Twoje",
    unreadAbove: "Nieprzeczytane wyżej",
    unreadBelow: "Nieprzeczytane niżej",
    markAllRead: "Oznacz wszystko jako przeczytane",
    markedAllRead: (count) =>
      `Oznaczono jako ${form(count, "przeczytaną", "przeczytane", "przeczytane", "przeczytane")}: ${plural(count, "rozmowa", "rozmowy", "rozmów", "rozmowy")}.`,
    settings: "Ustawienia konta",
    setStatus: "Ustaw status",
    muted: "wyciszone",
    open: "Otwórz listę rozmów",
    closeDrawer: "Zamknij listę rozmów",
    noChannels: "Nie ma Cię jeszcze na żadnym kanale.",
    more: "999+",
  },

  presence: { online: "Online", away: "Zaraz wracam", dnd: "Nie przeszkadzać", offline: "Offline" },

  channel: {
    members: (count) => plural(count, "osoba", "osoby", "osób", "osoby"),
    settings: "Ustawienia kanału",
    notifications: "Powiadomienia…",
    noteToSelf: (name) => `${name} (Ty)`,
    unknownPerson: "Nieznana osoba",
    startTitle: (name) => `To początek kanału #${name}`,
    startText: "Wszystko, co zostanie tu napisane, pozostanie tu od pierwszej wiadomości.",
    startDirect: (names) => `To początek rozmowy. Jej uczestnicy: ${names}`,
    startSelf: "To Twoje własne miejsce",
    startSelfText: "Notatki, linki, szkice: widzisz je tylko Ty.",
    firstMessage: "Napisz poniżej pierwszą wiadomość.",
    addPeople: "Dodaj osoby",
    setTopic: "Ustaw temat",
    feed: (name) => `Wiadomości: ${name}`,
    loadFailed: "Nie udało się wczytać wiadomości.",
    loadingOlder: "Wczytywanie wcześniejszych wiadomości",
    preview: (name) => `Oglądasz kanał #${name}.`,
    join: "Dołącz do kanału",
    archived: "Ten kanał jest zarchiwizowany. Można go czytać, ale nie można w nim pisać.",
    restore: "Przywróć",
    goneTitle: "Nie możesz zobaczyć tego kanału",
    goneText: "Może być prywatny albo już go nie ma.",
    toWorkspace: "Wróć do przestrzeni",
  },

  timeline: {
    today: "Dzisiaj",
    yesterday: "Wczoraj",
    newLine: "Nowe",
    newSince: (count, time) =>
      count >= 1000 ? `Ponad ${formatNumber(1000)} nowych od ${time}` : `${plural(count, "nowa", "nowe", "nowych", "nowej")} od ${time}`,
    newMessages: (count) =>
      count >= 1000
        ? `Ponad ${formatNumber(1000)} nowych wiadomości`
        : plural(count, "nowa wiadomość", "nowe wiadomości", "nowych wiadomości", "nowej wiadomości"),
    markRead: "Oznacz jako przeczytane",
    jumpDay: (day) => `${day}. Przejdź do innego dnia`,
    jumpLatest: "Przejdź do najnowszych",
    edited: "(edytowano)",
    editedAt: (time) => `Edytowano: ${time}`,
    deleted: "Ta wiadomość została usunięta.",
    notSent: "Nie wysłano.",
    notSentBecause: (reason) => `Nie wysłano: ${reason}`,
    sending: "wysyłanie",
    actions: "Działania na wiadomości",
    more: "Więcej działań",
    edit: "Edytuj",
    markUnread: "Oznacz jako nieprzeczytane od tego miejsca",
    copyText: "Kopiuj tekst",
    copyLink: "Kopiuj link",
    linkCopied: "Skopiowano link. Otworzą go osoby, które mogą czytać ten kanał.",
    quote: "Cytuj",
    showVersions: (time) => `Edytowano: ${time}. Pokaż poprzednie wersje`,
    deleteTitle: "Usunąć wiadomość?",
    deleteText: "Zniknie dla wszystkich. Tego nie można cofnąć.",
    rowLabel: (author, time, isForMe) => `${author}, ${time}${isForMe ? ", wspomina o Tobie" : ""}`,
    joined: (who) => `Dołączenie do kanału: ${who}`,
    others: (count) => plural(count, "inna osoba", "inne osoby", "innych osób", "innej osoby"),
    added: (who, by) => `${by} dodaje do kanału: ${who}`,
    left: (who) => `${who} opuszcza kanał`,
    removed: (who, by) => `${by} usuwa z kanału: ${who}`,
    renamed: (who, name) => `${who} zmienia nazwę kanału na #${name}`,
    topic: (who, topic) => `${who} ustawia temat: ${topic}`,
    topicCleared: (who) => `${who} usuwa temat`,
    archived: (who) => `${who} archiwizuje kanał`,
    restored: (who) => `${who} przywraca kanał`,
    announceOne: (author, text) => `${author}: ${text}`,
    announceMany: (count, author) =>
      `${plural(count, "nowa wiadomość", "nowe wiadomości", "nowych wiadomości", "nowej wiadomości")}, ostatnia: ${author}`,
  },

  files: {
    attach: "Dołącz pliki",
    waiting: "Pliki do wysłania",
    open: (name) => `Otwórz ${name}`,
    progress: (name) => `Wysyłanie: ${name}`,
    remove: (name) => `Usuń ${name}`,
    tooLarge: (most) => `Za duży: plik może mieć tu najwyżej ${most}.`,
    tooMany: (most) => `Wiadomość może mieć najwyżej ${plural(most, "plik", "pliki", "plików", "pliku")}.`,
    notSent: "Serwer nie odpowiedział.",
    drop: (place) => `Upuść pliki, aby je dodać: ${place}`,
  },

  thread: {
    reply: "Odpowiedz w wątku",
    replies: (count) => plural(count, "odpowiedź", "odpowiedzi", "odpowiedzi", "odpowiedzi"),
    newReplies: (count) => (count >= 1000 ? `Ponad ${formatNumber(1000)} nowych` : plural(count, "nowa", "nowe", "nowych", "nowej")),
    last: (when) => `ostatnia: ${when}`,
    repliedIn: "Odpowiedź w wątku",
    alsoSent: "Wysłano też na kanał",
    list: "Wątki",
    unreadThreads: (count) =>
      `, ${plural(count, "nieprzeczytany wątek", "nieprzeczytane wątki", "nieprzeczytanych wątków", "nieprzeczytanego wątku")}`,
  },

  pins: {
    title: "Przypięte wiadomości",
    pin: "Przypnij do kanału",
    unpin: "Odepnij",
    by: (name) => `Przypięte, autor przypięcia: ${name}`,
  },

  saved: {
    title: "Zapisane",
    save: "Zapisz na później",
    mark: "Zapisano na później",
    remove: "Usuń z zapisanych",
    open: (time) => `${time}, pokaż na kanale`,
  },

  reactions: {
    label: "Reakcje",
    by: (emoji, count, who) => `${emoji} ${count}: ${who}`,
    add: "Dodaj reakcję",
    addOne: (emoji) => `Zareaguj: ${emoji}`,
  },

  composer: {
    label: (place) => `Wiadomość do: ${place}`,
    emoji: "Wstaw emoji",
    bold: "Pogrubienie",
    italic: "Kursywa",
    code: "Kod",
    preview: "Podgląd",
    nothingToPreview: "Nie ma czego podglądać",
    send: "Wyślij wiadomość",
    hints: { enter: "Shift+Enter zaczyna nowy wiersz", "ctrl-enter": "Ctrl+Enter wysyła" },
    charactersLeft: (count) =>
      `${form(count, "Pozostał", "Pozostały", "Pozostało", "Pozostało")} ${plural(count, "znak", "znaki", "znaków", "znaku")}`,
    tooLong: (count) => `Za długa o ${plural(count, "znak", "znaki", "znaków", "znaku")}`,
    edit: "Edytuj wiadomość",
    editHints: { enter: "Enter zapisuje, Esc anuluje", "ctrl-enter": "Ctrl+Enter zapisuje, Esc anuluje" },
    typingOne: "pisze",
    typingMany: "piszą",
    typingCrowd: "Kilka osób pisze",
    skip: "Przejdź do treści",
  },

  connection: {
    offline: "Jesteś offline. Napisane wiadomości zostaną zachowane i wysłane, gdy wrócisz.",
    connecting: "Ponowne łączenie… Napisane wiadomości zostaną zachowane i wysłane po połączeniu.",
    refused: "Serwer odrzucił połączenie. Wczytaj stronę ponownie.",
    tryNow: "Spróbuj teraz",
  },

  completion: {
    confirmTitle: (place) => `Powiadomić wszystkich? ${place}`,
    confirmAll: (count) => `Twoja wiadomość powiadomi wszystkich na tym kanale: ${plural(count, "osobę", "osoby", "osób", "osoby")}.`,
    confirmHere: (count) =>
      `Twoja wiadomość powiadomi wszystkich, którzy są online. Na tym kanale ${form(count, "jest", "są", "jest", "jest")} ${plural(count, "osoba", "osoby", "osób", "osoby")}.`,
    confirm: "Wyślij i powiadom",
  },

  people: {
    title: "Osoby",
    show: (name) => `Pokaż wizytówkę: ${name}`,
  },

  account: {
    signOut: "Wyloguj się",
  },

  search: {
    title: "Szukaj",
    inChannel: "Szukaj w tej rozmowie",
  },

  markdown: {
    code: "Kod",
    codeIn: (language) => `Kod (${language})`,
    image: "obraz",
    task: "Zadanie",
    doneTask: "Zadanie wykonane",
  },
};
