"""Secrets that only the text around them gives away, and the texts that do: configuration, code, headers, prose."""
from corpus_types import BASE32, BASE62, BASE64, DIGITS, HEX, LOWER, URLSAFE, Carrier, Maker, chars

WORDS = ("river lamp copper autumn falcon marble sunrise pepper window anchor velvet thunder meadow pocket silver tiger "
         "orchid planet basket hammer Sommer Katze Blume soleil maison perro gato casa").split()


def word_with_digits(rng):
    return rng.choice(WORDS).capitalize() + chars(rng, DIGITS, rng.randrange(2, 5)) + rng.choice(["!", "?", "#", "", "$"])


def leet(rng):
    plain = rng.choice(WORDS) + rng.choice(WORDS)
    return plain.translate(str.maketrans("aeo", "430")) + rng.choice("!%&7") + chars(rng, DIGITS, 2)


def generated_password(rng):
    while True:
        value = chars(rng, BASE62 + "!#%+=?@^_-", rng.randrange(12, 25))
        if value[0].isalnum() and value[-1].isalnum() and any(c.isdigit() for c in value) and any(c.isalpha() for c in value):
            return value


PASSWORDS = [
    Maker("word with digits", "secret", word_with_digits),
    Maker("leet password", "secret", leet),
    Maker("generated password", "secret", generated_password),
]
TOKENS = [
    Maker("hexadecimal token of 32", "secret", lambda rng: chars(rng, HEX, 32)),
    Maker("hexadecimal token of 40", "secret", lambda rng: chars(rng, HEX, 40)),
    Maker("hexadecimal token of 64", "secret", lambda rng: chars(rng, HEX, 64)),
    Maker("base 62 token of 24", "secret", lambda rng: chars(rng, BASE62, 24)),
    Maker("base 62 token of 40", "secret", lambda rng: chars(rng, BASE62, 40)),
    Maker("base 64 token", "secret", lambda rng: chars(rng, BASE64, 43) + "="),
    Maker("url-safe token", "secret", lambda rng: chars(rng, URLSAFE, 42) + rng.choice(BASE62)),
    Maker("aws secret access key", "secret", lambda rng: chars(rng, BASE64, 39) + rng.choice(BASE62)),
    Maker("base 32 seed", "secret", lambda rng: chars(rng, BASE32, 32)),
    Maker("uuid token", "secret", lambda rng: "-".join(chars(rng, HEX, n) for n in (8, 4, 4, 4, 12))),
    Maker("small letters and digits", "secret", lambda rng: chars(rng, LOWER + DIGITS, 32)),
]


def texts(prefix, pairs):
    return [Carrier(f"{prefix} {number}", before, after) for number, (before, after) in enumerate(pairs)]


PASSWORD_CARRIERS = texts("password text", [
    ("DB_HOST=localhost\nDB_PASSWORD=", "\nDB_NAME=shop\n"),
    ("export PGPASSWORD=", "\npsql -h db.internal\n"),
    ("spring.datasource.password=", "\nspring.jpa.show-sql=false\n"),
    ("database:\n  user: app\n  password: ", "\n  port: 5432\n"),
    ("[client]\nuser = root\npassword = ", "\n"),
    ('{"user": "ada", "password": "', '"}'),
    ("{'username': 'ada', 'passwd': '", "'}"),
    ('"{\\"login\\":\\"ada\\",\\"password\\":\\"', '\\"}"'),
    ("define('DB_PASSWORD', '", "');\n"),
    ('const password = "', '";\n'),
    ("$config['db_pass'] = '", "';\n"),
    ('conn = connect(host="db", user="app", password="', '")\n'),
    ('password: str = "', '"\n'),
    ("Server=tcp:sql.example.net,1433;User ID=app;Password=", ";Encrypt=True;"),
    ("Driver={ODBC Driver 18};Server=db;Uid=sa;Pwd=", ";"),
    ("jdbc:sqlserver://db:1433;databaseName=x;user=sa;password=", ";"),
    ("postgres://app:", "@db.internal:5432/shop"),
    ("DATABASE_URL=mysql://root:", "@127.0.0.1/test\n"),
    ("redis://:", "@cache.internal:6379/0"),
    ("amqp://guest:", "@mq:5672/"),
    ("git clone https://ada:", "@git.example.org/repo.git"),
    ("machine api.example.org login ada password ", "\n"),
    ("curl -u admin:", " https://example.org/api"),
    ("mysql --user=root --password=", " shop < dump.sql"),
    ("docker login -u ada --password ", " registry.example.org"),
    ("sshpass -p '", "' ssh ada@host"),
    ("CREATE USER app IDENTIFIED BY '", "';"),
    ("ALTER ROLE app WITH PASSWORD '", "';"),
    ("<user>ada</user><password>", "</password>"),
    ('<add key="SmtpPassword" value="', '" />'),
    ("        - name: ADMIN_PASSWORD\n          value: ", "\n"),
    ("The password for the printer is ", ", please don't share it."),
    ("Hi! New wifi password: ", "\nCheers"),
    ("my password is ", " and I cannot log in"),
    ("Das Passwort lautet: ", "\nViele Grüße"),
    ("Benutzer: ada\nKennwort: ", "\n"),
    ("Le mot de passe est ", " pour ce soir."),
    ("mot de passe : ", "\n"),
    ("La contraseña es ", " y el usuario admin."),
    ("Usuario: ada\nContraseña: ", "\n"),
    ("A senha é ", " ok?"),
    ("Het wachtwoord is ", "."),
    ("Hasło: ", "\n"),
    ("Пароль: ", "\n"),
    ("пароль от почты: ", "\n"),
    ("パスワード：", "\n"),
    ("密码：", "\n"),
    ("비밀번호: ", "\n"),
    ("user: ada / pass: ", " (valid until Friday)"),
    ("Login with ada and the password `", "`."),
    ("| user | password |\n|---|---|\n| ada | ", " |\n"),
    ("auth:\n  basic:\n    username: ada\n    password: \"", "\"\n"),
    ("requirepass ", "\nmaxmemory 2gb\n"),
    ("wpa_passphrase=", "\n"),
    ("variable \"db_password\" {\n  default = \"", "\"\n}\n"),
])

TOKEN_CARRIERS = texts("token text", [
    ("API_KEY=", "\nDEBUG=1\n"),
    ("export SERVICE_TOKEN=", "\n"),
    ("aws_secret_access_key = ", "\nregion = eu-central-1\n"),
    ('{"access_token": "', '", "expires_in": 3600}'),
    ('"client_secret": "', '",'),
    ("client_secret=", "&grant_type=client_credentials"),
    ("https://api.example.org/v1/items?api_key=", "&page=2"),
    ("GET /v1?access_token=", " HTTP/1.1\n"),
    ("Authorization: Bearer ", "\n"),
    ("curl -H 'Authorization: Bearer ", "' https://api.example.org"),
    ("X-Api-Key: ", "\nAccept: */*\n"),
    ("Authorization: Token ", "\n"),
    ("Cookie: theme=dark; sessionid=", "; lang=de"),
    ("Set-Cookie: auth_token=", "; HttpOnly; Secure"),
    ("//registry.npmjs.org/:_authToken=", "\n"),
    ("apiKey: '", "',\n"),
    ('api_key="', '")'),
    ("SECRET_KEY = '", "'\n"),
    ("secret_key_base: ", "\n"),
    ("APP_SECRET=", "\n"),
    ("JWT_SECRET=", "\n"),
    ("stripe:\n  webhookSecret: ", "\n"),
    ("token: ", "\n"),
    ("  api-token: \"", "\"\n"),
    ("--token ", " --yes"),
    ("--api-key=", " run"),
    ("Your API key is ", " - keep it safe."),
    ("here is the token for staging: ", "\n"),
    ("Der API-Schlüssel lautet ", "."),
    ("Voici la clé API : ", "\n"),
    ("El token es ", "\n"),
    ("токен: ", "\n"),
    ("APIキー：", "\n"),
    ("密钥：", "\n"),
    ("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=", ";EndpointSuffix=core.windows.net"),
    ("Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=", ""),
    ("ENCRYPTION_KEY=", "\n"),
    ("signing_key = \"", "\"\n"),
    ("PrivateKey = ", "\nAddress = 10.0.0.2/32\n"),
    ("otpauth://totp/Shop:ada?secret=", "&issuer=Shop"),
    ("2026-03-01 12:00:01 DEBUG using token=", " for tenant 7"),
    ("config.credentials = '", "'"),
    ("\"auth\": \"", "\""),
])
