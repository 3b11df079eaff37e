"""Texts that look like private data and are none: what a detector must leave alone. Each maker gives a whole text."""
import base64
import uuid

from corpus_types import BASE62, BASE64, DIGITS, HEX, LOWER, UPPER, URLSAFE, Maker, chars

LOREM = ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua "
         "enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip").split()
SENTENCES = [
    "The password must have at least twelve characters.", "Please reset your password: click the link below.",
    "Password: incorrect. Try again.", "Enter your password to continue.", "Forgot password?", "Passwords do not match.",
    "The token expires in 3600 seconds.", "Use a token with the scope repo:read.", "The secret of good bread is time.",
    "The key to success is patience and hard work.", "Key: value pairs are separated by commas.", "Press any key to continue",
    "Das Passwort ist falsch.", "Bitte Passwort eingeben:", "Le mot de passe est incorrect.", "La contraseña es obligatoria.",
    "Пароль должен содержать не менее 8 символов.", "パスワードを入力してください。", "请输入密码。", "비밀번호를 잊으셨나요?",
    "The pass: a narrow road over the mountain.", "Authorization: required for all routes", "auth: none",
    "She passed the exam at 10:30 with 95 points.", "Meeting 2026-03-04 14:00-15:30, room 4.12.",
    "Der Schlüssel liegt unter der Matte.", "Total: 1.234.567,89 EUR", "Ratio 3:2, scale 1:25000.",
    "Call the function with two arguments.", "The cell phone rang twice in 2024.", "Section 4.1.1, paragraph 1111.",
    "We are @ the office; see you @ 5.", "Follow @ada on the platform.", "Der Token wird im Header übertragen.",
]
CODE = [
    "password = os.environ['DB_PASSWORD']", "password: string;", "const token = getToken(request);", "token = null",
    "if password == confirmation:", "password = user.password", "String password = request.getParameter(\"password\");",
    "this.password = password;", "PASSWORD=${DB_PASSWORD}", "password: ${{ secrets.DEPLOY_PASSWORD }}", "token: <your token here>",
    "api_key=YOUR_API_KEY", "api_key: \"your-api-key\"", "password: changeme", "DB_PASSWORD=********", "password=%s&user=%s",
    "<input type=\"password\" name=\"password\" placeholder=\"Password\">", "label.password=Password",
    "\"login.password\": \"Mot de passe\"", "max_tokens: 4096", "max_tokens=8192, temperature=0.7", "tokenizer: gpt2",
    "token_count = 12345678901234567", "password_min_length = 12", "password_file: /run/secrets/db_password", "secretName: my-app-tls",
    "primary_key=True", "foreign_key: user_id", "keyboard: qwertz", "key: KeyboardEvent.key", "cache_key = f'{user}:{page}'",
    "for key, value in items:", "map[key] = value", "key=lambda item: item[1]", "api_key: str = Field(...)",
    "def set_password(self, password: str) -> None:", "token = re.compile(r'[A-Za-z0-9_]+')", "secret = vault.read('secret/data/app')",
    "SECRET_KEY = env('SECRET_KEY')", "passwords.append(password)", "assert token is not None", "pwd", "cd $(pwd)/src", "pwd=$(pwd)",
    "auth: OAuth2PasswordBearer = Depends()", "bearer: HTTPBearer", "token_type: bearer", "csrf_token: {{ csrf_token() }}",
    "git@github.com:ada/engine.git", "npm install left-pad@1.3.0", "docker pull alpine@sha256:latest", "@Override public void run() {}",
    "background: url(image@2x.png)", "http://localhost:8080/@fs/src", "https://user@example.org/", "ssh://git@example.org:22/repo",
    "postgres://user:password@localhost/db", "postgres://user:${PASSWORD}@host/db", "https://example.org/a:b@c", "mailto:",
    "/home/user/project", "/Users/Shared/Library", "C:\\Users\\Public\\Documents", "https://example.org/home/index.html",
    "/usr/share/doc/homebrew", "the /home/ partition", "class=\"sk-folding-cube sk-cube4\"", "sk-learn-contrib-imbalanced-learn",
    "AKIAlphabet", "xoxo, see you", "-----BEGIN CERTIFICATE-----", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----",
    "eyJust a name", "AIzawa et al., 2003", "ghp_token_here", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", "key-value-store-of-the-cluster",
    "hf_model_name_or_path", "npm_config_registry", "pat.match(line)", "SG.length", "dapi-version-2", "secret_santa_list",
    "Authorization: Bearer ${TOKEN}", "Authorization: Bearer <token>", "Bearer token", "Basic authentication", "token=abc", "pass: true",
    "\"password\": null", "\"password\": \"\"", "\"token\": \"string\"", "\"secret\": false", "password = \"\"", "key = ''",
]


def text(name, make):
    return Maker(name, "", make)


def pick(choices, around=(("", ""),)):
    def make(rng):
        before, after = rng.choice(around)
        return before + rng.choice(choices) + after
    return make


def image(rng):
    return f'<img src="data:image/png;base64,{chars(rng, BASE64, rng.randrange(200, 3000))}=">'


def minified(rng):
    names = [chars(rng, LOWER, rng.randrange(1, 3)) for _ in range(60)]
    parts = [rng.choice(["!function({a},{b}){{return {a}.{b}=={n}}}", "var {a}={n},{b}=\"{w}\";", "{a}({b},{n});", "{a}={b}?{n}:{a}[{n}];"])
             for _ in range(40)]
    return "".join(part.format(a=rng.choice(names), b=rng.choice(names), n=rng.randrange(9999), w=rng.choice(LOREM)) for part in parts)


def not_luhn(rng):
    number = "4" + chars(rng, DIGITS, 14)
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(number)))
    return f"order {number}{(-total + rng.randrange(1, 10)) % 10}"


def isbn(rng):
    body = "978" + chars(rng, DIGITS, 9)
    check = -sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body)) % 10
    whole = f"{body}{check}"
    return rng.choice([f"ISBN {whole}", f"ISBN {whole[:3]}-{whole[3]}-{whole[4:8]}-{whole[8:12]}-{whole[12]}"])


def lock_file(rng):
    digest = base64.b64encode(rng.randbytes(64)).decode()
    return f'"resolved": "https://shelf.example/x/-/x-1.2.3.tgz",\n"integrity": "sha512-{digest}"'


def git_log(rng):
    return f"commit {chars(rng, HEX, 40)}\nAuthor: Ada\nDate: Mon Mar 2 10:11:12 2026 +0100\n\n    Fix the {rng.choice(LOREM)}\n"


def wrong_iban(rng):
    return f"DE{rng.randrange(10, 99)}{chars(rng, DIGITS, 17)}A"


def table(rng):
    rows = [";".join(str(rng.randrange(10 ** rng.randrange(1, 7))) for _ in range(6)) for _ in range(5)]
    return "id;count;sum;mean;low;high\n" + "\n".join(rows)


MAKERS = [
    text("sentence", pick(SENTENCES)),
    text("sentences", lambda rng: " ".join(rng.choice(SENTENCES) for _ in range(4))),
    text("code", pick(CODE, (("", ""), ("    ", "\n"), ("// ", "\n"), ("x();\n", "\ny();")))),
    text("lorem", lambda rng: " ".join(rng.choice(LOREM) for _ in range(60))),
    text("git log", git_log),
    text("short hash", lambda rng: f"fixed in {chars(rng, HEX, 7)} and {chars(rng, HEX, 10)}"),
    text("sha 256 sum", lambda rng: f"{chars(rng, HEX, 64)}  file-{rng.randrange(99)}.tar.gz"),
    text("sha256: prefix", lambda rng: f"sha256:{chars(rng, HEX, 64)}"),
    text("md5 in json", lambda rng: f'{{"md5": "{chars(rng, HEX, 32)}", "size": {rng.randrange(10**8)}}}'),
    text("etag", lambda rng: f'ETag: "{chars(rng, HEX, 32)}"'),
    text("uuid", lambda rng: f"id: {uuid.UUID(int=rng.getrandbits(128))}"),
    text("request id", lambda rng: f"request_id={uuid.UUID(int=rng.getrandbits(128))} status=200"),
    text("image in base 64", image),
    text("lock file", lock_file),
    text("docker digest", lambda rng: f"FROM debian:12@sha256:{chars(rng, HEX, 64)}"),
    text("minified code", minified),
    text("isbn", isbn),
    text("order number", lambda rng: f"Order no. {chars(rng, DIGITS, 12)} of {rng.randrange(1, 28)}.{rng.randrange(1, 12)}.2026"),
    text("number that fails its check", not_luhn),
    text("iban that fails its check", wrong_iban),
    text("version", lambda rng: f"v{rng.randrange(20)}.{rng.randrange(99)}.{rng.randrange(999)}-rc.{rng.randrange(9)}+build.{rng.randrange(10**6)}"),
    text("hex colours", lambda rng: " ".join(f"#{chars(rng, HEX, 6)}" for _ in range(5))),
    text("file names", lambda rng: f"IMG_{chars(rng, DIGITS, 8)}_{chars(rng, DIGITS, 6)}.jpg report-2026-03-0{rng.randrange(1, 9)}.pdf"),
    text("ip addresses", lambda rng: f"{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}:443"),
    text("times", lambda rng: f"2026-0{rng.randrange(1, 9)}-1{rng.randrange(9)}T0{rng.randrange(9)}:11:12.345678+01:00"),
    text("unix times", lambda rng: f"ts={rng.randrange(10**9, 2 * 10**9)} ns={rng.randrange(10**18, 2 * 10**18)}"),
    text("figures", table),
    text("coordinates", lambda rng: f"{rng.uniform(-90, 90):.7f}, {rng.uniform(-180, 180):.7f}"),
    text("long decimal", lambda rng: f"pi = 3.{chars(rng, DIGITS, 40)}"),
    text("hex dump", lambda rng: f"0000{rng.randrange(10)}0: " + " ".join(chars(rng, HEX, 4) for _ in range(8))),
    text("memory addresses", lambda rng: f"#3 0x{chars(rng, HEX, 16)} in main () at x.c:{rng.randrange(999)}"),
    text("certificate", lambda rng: f"-----BEGIN CERTIFICATE-----\n{chars(rng, BASE64, 64)}\n{chars(rng, BASE64, 64)}\n-----END CERTIFICATE-----"),
    text("ssh public key", lambda rng: f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{chars(rng, BASE64, 43)} ada"),
    text("ssh fingerprint", lambda rng: f"SHA256:{chars(rng, BASE64, 43)} (ED25519)"),
    text("video address", lambda rng: f"https://www.youtube.com/watch?v={chars(rng, URLSAFE, 11)}"),
    text("page cursor", lambda rng: f'"next_cursor": "{base64.b64encode(rng.randbytes(24)).decode()}"'),
    text("stripe publishable key", lambda rng: f"pk_live_{chars(rng, BASE62, 24)}"),
    text("aws arn", lambda rng: f"arn:aws:iam::{chars(rng, DIGITS, 12)}:role/{rng.choice(LOREM)}"),
    text("css class names", lambda rng: " ".join(f".{rng.choice(LOREM)}-{chars(rng, BASE62, 5)}" for _ in range(8))),
    text("cache key", lambda rng: f"cache_key: {chars(rng, HEX, 40)}"),
    text("public key in hex", lambda rng: f"public_key = \"{chars(rng, HEX, 64)}\""),
    text("ticket numbers", lambda rng: f"PROJ-{rng.randrange(9999)}, INC{chars(rng, DIGITS, 7)}, RMA-{chars(rng, UPPER + DIGITS, 8)}"),
    text("vehicle number", lambda rng: f"VIN {chars(rng, 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 17)}"),
    text("score", lambda rng: f"Won {rng.randrange(9)}-{rng.randrange(9)}, seasons 2019-2020 and 2020-2021"),
    text("sum with plus", lambda rng: f"{rng.randrange(10**6)}+{rng.randrange(10**6)}={rng.randrange(10**6)}"),
    text("diff", lambda rng: f"@@ -{rng.randrange(999)},7 +{rng.randrange(999)},9 @@\n-index {chars(rng, HEX, 7)}..{chars(rng, HEX, 7)}"),
]
