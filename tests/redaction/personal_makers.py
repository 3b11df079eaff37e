"""Personal data, written from the public descriptions of the formats: RFC 5321, E.164 and national habits, ISO 13616, ISO 7812."""
from corpus_types import BASE62, DIGITS, UPPER, Carrier, Maker, chars

FIRST = "ada grace alan linus mei jürgen maría ólafur ivan priya noor tomás zoë kwame aiko".split()
LAST = "lovelace hopper turing müller garcía björnsson petrov nair haddad novák smith okafor tanaka".split()
HOSTS = ["example.org", "mail.example.com", "firma.de", "uni-wien.ac.at", "company.co.uk", "poczta.pl", "correo.es", "müller.de",
         "sub.domain.example.museum", "bücher.example"]


def ascii_name(name):
    return name.translate(str.maketrans("üíóéëáø", "uioeeao")).replace("ö", "oe")


def simple_email(rng):
    return f"{ascii_name(rng.choice(FIRST))}.{ascii_name(rng.choice(LAST))}@{rng.choice(HOSTS[:7])}"


def tagged_email(rng):
    return f"{ascii_name(rng.choice(FIRST))}+{chars(rng, BASE62, 5)}@{rng.choice(HOSTS[:4])}"


def international_email(rng):
    return f"{rng.choice(FIRST)}_{rng.choice(LAST)}@{rng.choice(HOSTS)}"


def numbered_email(rng):
    return f"{ascii_name(rng.choice(FIRST)).upper()}{rng.randrange(1950, 2010)}@{rng.choice(HOSTS[:7]).upper()}"


def luhn_digit(digits):
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


CARDS = {"visa": (["4"], 16), "mastercard": (["51", "55", "2221", "2720"], 16), "amex": (["34", "37"], 15),
         "discover": (["6011", "65"], 16), "jcb": (["3528", "3589"], 16), "diners": (["36", "38"], 14)}


def card_digits(rng):
    fronts, length = CARDS[rng.choice(sorted(CARDS))]
    front = rng.choice(fronts)
    body = front + chars(rng, DIGITS, length - len(front) - 1)
    return body + luhn_digit(body)


def grouped_card(separator):
    def make(rng):
        number = card_digits(rng)
        cuts = (4, 10) if len(number) in (14, 15) else (4, 8, 12)
        return separator.join(number[a:b] for a, b in zip((0, *cuts), (*cuts, len(number))))
    return make


def bban(rng, form):
    return "".join(chars(rng, {"n": DIGITS, "a": UPPER, "c": DIGITS + UPPER}[kind], int(count)) for count, kind in form)


IBAN_FORMS = {"DE": [(18, "n")], "GB": [(4, "a"), (14, "n")], "FR": [(10, "n"), (11, "c"), (2, "n")], "NL": [(4, "a"), (10, "n")],
              "ES": [(20, "n")], "IT": [(1, "a"), (10, "n"), (12, "c")], "NO": [(11, "n")], "PL": [(24, "n")], "CH": [(5, "n"), (12, "c")],
              "AT": [(16, "n")], "MT": [(4, "a"), (5, "n"), (18, "c")], "SA": [(2, "n"), (18, "c")], "BR": [(23, "n"), (1, "a"), (1, "c")]}


def iban(rng):
    country = rng.choice(sorted(IBAN_FORMS))
    body = bban(rng, IBAN_FORMS[country])
    as_number = "".join(str(int(c, 36)) for c in body + country + "00")
    return f"{country}{98 - int(as_number) % 97:02}{body}"


def printed_iban(rng):
    whole = iban(rng)
    return " ".join(whole[i:i + 4] for i in range(0, len(whole), 4))


def digit_form(form):
    """'+49 30 #######' with # for any digit and * for 2 to 9."""
    return lambda rng: "".join(rng.choice(DIGITS) if c == "#" else rng.choice("23456789") if c == "*" else c for c in form)


PHONE_FORMS = ["+49 30 *######", "+49 (0)151 *#######", "+1 (*##) *##-####", "+1-*##-*##-####", "+44 20 *### ####", "+33 6 ## ## ## ##",
               "+34 6## ### ###", "+81-90-####-####", "+91 98### #####", "+5511 9####-####", "+7 (9##) ###-##-##", "+8613#########",
               "+41 79 ### ## ##", "+420*########", "+972-5#-###-####"]
AMERICAN_FORMS = ["(*##) *##-####", "*##-*##-####", "*##.*##.####"]
NATIONAL_FORMS = ["030 *######", "0151/*#######", "06 ## ## ## ##", "020 *### ####", "090-####-####", "(040) *#####"]


def home(prefix, separator):
    def make(rng):
        name = rng.choice([ascii_name(rng.choice(FIRST)), ascii_name(rng.choice(LAST)) + str(rng.randrange(99)),
                           f"{ascii_name(rng.choice(FIRST))}.{ascii_name(rng.choice(LAST))}"])
        return prefix + separator + name
    return make


MAKERS = [
    Maker("plain e-mail", "email", simple_email),
    Maker("e-mail with a tag", "email", tagged_email),
    Maker("e-mail beyond ascii", "email", international_email),
    Maker("shouted e-mail", "email", numbered_email),
    Maker("card in one run", "account", card_digits),
    Maker("card with spaces", "account", grouped_card(" ")),
    Maker("card with dashes", "account", grouped_card("-")),
    Maker("iban in one run", "account", iban),
    Maker("iban in print", "account", printed_iban),
    Maker("iban in small letters", "account", lambda rng: iban(rng).lower()),
    Maker("linux home", "home_path", home("/home", "/")),
    Maker("mac home", "home_path", home("/Users", "/")),
    Maker("windows home", "home_path", home("C:\\Users", "\\")),
    Maker("windows home in json", "home_path", home("C:\\\\Users", "\\\\")),
    *[Maker(f"phone {form}", "phone", digit_form(form)) for form in PHONE_FORMS],
    *[Maker(f"phone {form}", "phone", digit_form(form)) for form in AMERICAN_FORMS],
]
NATIONAL_PHONES = [Maker(f"phone {form}", "phone", digit_form(form)) for form in NATIONAL_FORMS]


def texts(prefix, pairs):
    return [Carrier(f"{prefix} {number}", before, after) for number, (before, after) in enumerate(pairs)]


# For values that need nothing around them.
PLAIN_CARRIERS = texts("plain text", [
    ("", ""), ("Please use ", " for this."), ("(", ")"), ("\"", "\""), ("'", "', 'x'"), ("value=", "\n"), ("x: ", "\n"), ("<td>", "</td>"),
    ("- ", "\n- next\n"), ("see ", ", then go on"), ("`", "`"), ("old -> ", ";"), ("{\"v\": \"", "\"}"), ("1,", ",true\n"),
    ("Zeile 3: ", "\nEnde"), ("もし ", " なら"), ("Смотри ", " там"), ("\tcell\t", "\tcell"), ("\\n", "\\n"), ("[", "]"), ("**", "**"),
    ("On Monday we had ", "; on Tuesday nothing."), ("log: got ", " from peer"), ("ends here: ", ""), ("two ", "\r\nlines"), ("“", "”"),
])
HOME_CARRIERS = texts("path text", [
    ("cd ", "/project && make"), ("File \"", "/app/main.py\", line 3"), ("error in ", "/src/x.cc:12:5"), ("PATH=/usr/bin:", "/bin"),
    ("file://", "/notes.txt"), ("open('", "/data.csv')"), ("-I", "/include"), ("=> ", "/Documents/offer.docx\n"),
])
PHONE_CARRIERS = texts("phone text", [
    ("Tel. ", "\n"), ("Phone: ", ", ask for Ada"), ("Telefon: ", "\n"), ("Tél. : ", "\n"), ("Fax ", "."), ("Mobile ", "\n"),
    ("call me at ", " tonight"), ("Mobil: ", "\n"), ("電話 ", "\n"), ("телефон: ", "\n"), ("WhatsApp ", "!"), ("Handy ", " (abends)"),
])
