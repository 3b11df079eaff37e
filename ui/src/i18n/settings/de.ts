// The settings in German.
import type { SettingTexts } from '../languages'

export const de: SettingTexts = {
  'agent.max_minutes': {
    title: 'Höchstdauer in Minuten',
    help: 'So viele Minuten darf ein Lauf dauern, das Warten auf Ihre Antworten nicht mitgezählt; dann endet er als fehlgeschlagen.',
  },
  'agent.max_parallel_runs': {
    title: 'Gleichzeitige Läufe',
    help: 'So viele Läufe arbeiten zur selben Zeit; weitere warten.',
  },
  'agent.max_turns': {
    title: 'Antworten je Lauf',
    help: 'So viele Antworten darf ein Lauf von seinem Modell verlangen; dann endet er als fehlgeschlagen.',
  },
  'agent.model': {
    title: 'Modell',
    help: 'Das Modell eines Laufs, der keines nennt. „reflex“ ist eingebaut und braucht kein Netz.',
  },
  'agent.repeat_limit': {
    title: 'Gleiche Aufrufe je Lauf',
    help: 'So oft darf ein Lauf dasselbe Werkzeug mit denselben Argumenten aufrufen; dann wird ihm das gesagt, und er endet.',
  },
  'git.email': {
    title: 'E-Mail-Adresse in Commits',
    help: 'Die E-Mail-Adresse in Commits, die der Agent macht; leer: die aus der Konfiguration des Repositorys.',
  },
  'git.name': {
    title: 'Name in Commits',
    help: 'Der Name in Commits, die der Agent macht; leer: der aus der Konfiguration des Repositorys.',
  },
  'labels.untrusted_files': {
    title: 'Dateien von anderen',
    help: 'Muster, durch Kommas getrennt, für Dateien, die ihrer Art nach andere geschrieben haben. Wird eine davon gelesen, verliert die Sitzung das Vertrauen: Sobald sie auch Daten von Ihnen enthält, fragt sie, bevor sie etwas zerstört oder sendet.',
  },
  'local.api_key_file': {
    title: 'Schlüsseldatei',
    help: 'Pfad einer Datei mit dem Schlüssel des Servers auf diesem Rechner; leer: Er braucht keinen. Der Schlüssel selbst wird nie gespeichert.',
  },
  'local.base_url': {
    title: 'Adresse des Servers',
    help: 'Adresse eines Modellservers auf diesem Rechner, der das OpenAI-Protokoll spricht, etwa http://127.0.0.1:8080/v1; leer: Es gibt keinen.',
  },
  'log.level': {
    title: 'Protokollstufe',
    help: 'Wie wichtig eine Zeile mindestens sein muss, um ins Protokoll zu kommen.',
  },
  'memory.encoder': {
    title: 'Suche nach Bedeutung',
    help: 'Wie das Gedächtnis nach der Bedeutung sucht, ab dem nächsten Start. minilm: am besten. static: nimmt Text hundertmal schneller auf, für sehr viel davon. off: nur nach den Wörtern.',
  },
  'memory.suggestions': {
    title: 'Vorschläge zum Merken',
    help: 'Was aus Tatsachen, Vorlieben und Entscheidungen wird, die in Ihren Worten auffallen oder die ein Modell behalten will. ask: Sie warten, bis Sie sie bestätigen. accept: Sie gelten sofort, aber nicht aus Unterhaltungen, in denen andere geschrieben haben können. off: Es wird auf keine geachtet.',
  },
  'network.mode': {
    title: 'Was hinaus darf',
    help: 'Was diesen Rechner verlassen darf. offline: nichts. local: nur ins private Netz, wo eine Regel es erlaubt. allowlist: nur dorthin, wo eine Regel es erlaubt. ask: Wo keine Regel gilt, werden Sie gefragt.',
  },
  'redaction.accounts': {
    title: 'Karten- und Kontonummern',
    help: 'Was mit Zahlungskartennummern und IBANs in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft. mask: Ein Platzhalter geht hinaus, und in die Antwort kommt die Nummer zurück. ask: Sie werden gefragt. block: Die Anfrage geht nicht hinaus.',
  },
  'redaction.emails': {
    title: 'E-Mail-Adressen',
    help: 'Was mit E-Mail-Adressen in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft; Werte wie bei redaction.accounts.',
  },
  'redaction.home_paths': {
    title: 'Pfade persönlicher Ordner',
    help: 'Was mit Pfaden persönlicher Ordner, die den Namen ihres Benutzers tragen, in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft; Werte wie bei redaction.accounts.',
  },
  'redaction.pattern_action': {
    title: 'Umgang mit eigenen Mustern',
    help: 'Was mit dem, was redaction.patterns beschreibt, in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft; Werte wie bei redaction.accounts.',
  },
  'redaction.patterns': {
    title: 'Eigene Muster',
    help: 'Was für Sie privat ist, eines je Zeile: "name: Ada Lovelace" (ganze Wörter, groß oder klein geschrieben), "path: clients/**" (ein Pfadmuster) oder "regex: ACME-[0-9]{6}" (RE2, innerhalb einer Zeile).',
  },
  'redaction.phones': {
    title: 'Telefonnummern',
    help: 'Was mit Telefonnummern in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft; Werte wie bei redaction.accounts.',
  },
  'redaction.secrets': {
    title: 'Schlüssel und Passwörter',
    help: 'Was mit Schlüsseln, Token, Passwörtern und privaten Schlüsseln in einer Anfrage an ein Modell geschieht, das nicht auf diesem Rechner läuft; Werte wie bei redaction.accounts.',
  },
  'remote.api_key_file': {
    title: 'Schlüsseldatei',
    help: 'Pfad einer Datei mit dem Schlüssel des Servers anderswo; leer: Er braucht keinen. Der Schlüssel selbst wird nie gespeichert.',
  },
  'remote.base_url': {
    title: 'Adresse des Servers',
    help: 'Adresse eines Modellservers anderswo, der das OpenAI-Protokoll spricht, etwa https://models.example.org/v1; leer: Es gibt keinen. Er wird nur gefragt, soweit die Regeln auf der Seite „Netz“ es erlauben.',
  },
  'server.idle_minutes': {
    title: 'Ende nach Minuten ohne Arbeit',
    help: 'Nach so vielen Minuten ohne Arbeit beendet sich ein Server, den ein Befehl gestartet hat; 0: nie.',
  },
  'server.max_connections': {
    title: 'Gleichzeitige Verbindungen',
    help: 'So viele Verbindungen können zur selben Zeit offen sein; weitere werden mit 503 beantwortet.',
  },
  'server.tcp': {
    title: 'Zugang für Browser',
    help: 'Ob der Server auch auf 127.0.0.1 lauscht, für Browser; die Befehlszeile braucht nur seinen Unix-Socket.',
  },
  'store.durability': {
    title: 'Sicherheit bei Stromausfall',
    help: 'full: Was bestätigt ist, übersteht einen Stromausfall. normal: Es übersteht einen Absturz des Programms, einen Stromausfall vielleicht nicht; dafür geht es schneller.',
  },
}
