"""Secrets whose issuers gave them a recognisable form, written from what the issuers publish about them."""
import base64
import json

from corpus_types import BASE32, BASE62, BASE64, DIGITS, HEX, LOWER, UPPER, URLSAFE, Maker, chars

FORMS = {
    "aws access key": [("AKIA", BASE32, 16)],
    "aws temporary key": [("ASIA", BASE32, 16)],
    "openai project key": [("sk-proj-", URLSAFE, 74), ("T3BlbkFJ", URLSAFE, 74)],
    "openai legacy key": [("sk-", BASE62, 20), ("T3BlbkFJ", BASE62, 20)],
    "anthropic key": [("sk-ant-api03-", URLSAFE, 93), ("AA", "", 0)],
    "openrouter key": [("sk-or-v1-", HEX, 64)],
    "deepseek key": [("sk-", HEX, 32)],
    "google api key": [("AIza", URLSAFE, 35)],
    "google oauth secret": [("GOCSPX-", URLSAFE, 28)],
    "google access token": [("ya29.a0", URLSAFE, 160)],
    "github classic token": [("ghp_", BASE62, 36)],
    "github oauth token": [("gho_", BASE62, 36)],
    "github server token": [("ghs_", BASE62, 36)],
    "github fine-grained token": [("github_pat_", BASE62, 22), ("_", BASE62, 59)],
    "gitlab personal token": [("glpat-", URLSAFE, 20)],
    "gitlab runner token": [("glrt-", URLSAFE, 20)],
    "slack bot token": [("xoxb-", DIGITS, 12), ("-", DIGITS, 13), ("-", BASE62, 24)],
    "slack user token": [("xoxp-", DIGITS, 12), ("-", DIGITS, 12), ("-", DIGITS, 13), ("-", HEX, 32)],
    "slack app token": [("xapp-1-A", UPPER + DIGITS, 10), ("-", DIGITS, 13), ("-", HEX, 64)],
    "slack web hook": [("https://hooks.slack.com/services/T", UPPER + DIGITS, 8), ("/B", UPPER + DIGITS, 10),
                       ("/", BASE62, 24)],
    "discord web hook": [("https://discord.com/api/webhooks/", DIGITS, 18), ("/", URLSAFE, 68)],
    "discord bot token": [("M", BASE62, 25), (".", URLSAFE, 6), (".", URLSAFE, 38)],
    "telegram bot token": [("", "123456789", 10), (":AA", URLSAFE, 33)],
    "stripe live key": [("sk_live_", BASE62, 24)],
    "stripe restricted key": [("rk_live_", BASE62, 99)],
    "stripe web hook secret": [("whsec_", BASE62, 32)],
    "sendgrid key": [("SG.", URLSAFE, 22), (".", URLSAFE, 43)],
    "mailgun key": [("key-", HEX, 32)],
    "mailchimp key": [("", HEX, 32), ("-us", DIGITS, 2)],
    "twilio api key": [("SK", HEX, 32)],
    "npm token": [("npm_", BASE62, 36)],
    "pypi token": [("pypi-AgEIcHlwaS5vcmc", URLSAFE, 150)],
    "rubygems key": [("rubygems_", HEX, 48)],
    "clojars token": [("CLOJARS_", HEX, 60)],
    "digitalocean token": [("dop_v1_", HEX, 64)],
    "hugging face token": [("hf_", BASE62, 34)],
    "replicate token": [("r8_", BASE62, 37)],
    "groq key": [("gsk_", BASE62, 52)],
    "xai key": [("xai-", BASE62, 80)],
    "perplexity key": [("pplx-", BASE62, 48)],
    "databricks token": [("dapi", HEX, 32)],
    "vault service token": [("hvs.", URLSAFE, 92)],
    "terraform cloud token": [("", BASE62, 14), (".atlasv1.", BASE62, 67)],
    "shopify access token": [("shpat_", HEX, 32)],
    "square access token": [("sq0atp-", URLSAFE, 22)],
    "linear key": [("lin_api_", BASE62, 40)],
    "notion token": [("ntn_", BASE62, 46)],
    "figma token": [("figd_", URLSAFE, 40)],
    "postman key": [("PMAK-", HEX, 24), ("-", HEX, 34)],
    "new relic key": [("NRAK-", UPPER + DIGITS, 27)],
    "grafana service token": [("glsa_", BASE62, 32), ("_", HEX, 8)],
    "doppler token": [("dp.pt.", BASE62, 43)],
    "planetscale password": [("pscale_pw_", URLSAFE, 43)],
    "supabase token": [("sbp_", HEX, 40)],
    "airtable token": [("pat", BASE62, 14), (".", HEX, 64)],
    "atlassian token": [("ATATT3xFfGF0", URLSAFE, 171), ("=", HEX.upper(), 8)],
    "dynatrace token": [("dt0c01.", BASE32, 24), (".", BASE32, 64)],
    "easypost key": [("EZAK", BASE62, 54)],
    "flutterwave key": [("FLWSECK-", HEX, 32), ("-X", "", 0)],
    "brevo key": [("xkeysib-", HEX, 64), ("-", BASE62, 16)],
    "shippo token": [("shippo_live_", HEX, 40)],
    "duffel token": [("duffel_live_", URLSAFE, 43)],
    "adafruit key": [("aio_", BASE62, 28)],
    "mapbox secret token": [("sk.eyJ1Ijoi", BASE62, 60), (".", URLSAFE, 22)],
    "sentry user token": [("sntryu_", HEX, 64)],
    "docker token": [("dckr_pat_", URLSAFE, 27)],
    "tailscale key": [("tskey-auth-k", BASE62, 11), ("CNTRL-", BASE62, 32)],
    "pulumi token": [("pul-", HEX, 40)],
    "age secret key": [("AGE-SECRET-KEY-1", UPPER + DIGITS, 58)],
    "azure ad client secret": [("", BASE62, 3), ("8Q~", BASE62 + "~_-.", 33), ("", BASE62, 1)],
    "alibaba key": [("LTAI5t", BASE62, 18)],
    "prefect token": [("pnu_", LOWER + DIGITS, 36)],
    "netlify token": [("nfp_", BASE62, 36)],
    "bcrypt hash": [("$2b$12$", BASE62 + "./", 53)],
    "shadow hash": [("$6$", BASE62, 16), ("$", BASE62 + "./", 86)],
    "argon2 hash": [("$argon2id$v=19$m=65536,t=3,p=4$", BASE64, 22), ("$", BASE64, 43)],
}

KEY_TITLES = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
              "DSA PRIVATE KEY"]


def form_maker(name, parts):
    def make(rng):
        while True:
            value = "".join(prefix + chars(rng, alphabet, count) for prefix, alphabet, count in parts)
            if value[-1].isalnum():  # where the end is a dash or a dot, no reader could tell it from the sentence's
                return value
    return Maker(name, "secret", make)


def segment(data):
    return base64.urlsafe_b64encode(json.dumps(data, separators=(",", ":")).encode()).decode().rstrip("=")


def signed_token(rng):
    header = {"alg": rng.choice(["HS256", "RS256", "ES256"]), "typ": "JWT"}
    claims = {"sub": chars(rng, DIGITS, 10), "name": rng.choice(["Ada", "Jürgen", "Mei"]), "iat": rng.randrange(10**9, 2 * 10**9)}
    return f"{segment(header)}.{segment(claims)}.{chars(rng, URLSAFE, 42)}A"


def encrypted_token(rng):
    header = segment({"alg": "RSA-OAEP", "enc": "A256GCM"})
    return ".".join([header, chars(rng, URLSAFE, 342), chars(rng, URLSAFE, 16), chars(rng, URLSAFE, 120), chars(rng, BASE62, 22)])


def key_lines(rng, ending):
    body = chars(rng, BASE64, rng.randrange(200, 1600)) + "=="
    return ending.join(body[i:i + 64] for i in range(0, len(body), 64))


def pem_key(rng):
    title = rng.choice(KEY_TITLES)
    return f"-----BEGIN {title}-----\n{key_lines(rng, chr(10))}\n-----END {title}-----"


def escaped_pem_key(rng):
    return f"-----BEGIN PRIVATE KEY-----\\n{key_lines(rng, chr(92) + 'n')}\\n-----END PRIVATE KEY-----"


def indented_pem_key(rng):
    return pem_key(rng).replace("\n", "\n      ")


def legacy_encrypted_key(rng):
    head = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{chars(rng, HEX.upper(), 32)}\n\n"
    return f"-----BEGIN RSA PRIVATE KEY-----\n{head}{key_lines(rng, chr(10))}\n-----END RSA PRIVATE KEY-----"


def pgp_key(rng):
    return ("-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n" + key_lines(rng, "\n") + "\n=" +
            chars(rng, BASE62, 4) + "\n-----END PGP PRIVATE KEY BLOCK-----")


MAKERS = [form_maker(name, parts) for name, parts in FORMS.items()] + [
    Maker("signed json web token", "secret", signed_token),
    Maker("encrypted json web token", "secret", encrypted_token),
    Maker("pem private key", "secret", pem_key),
    Maker("pem private key with escaped line ends", "secret", escaped_pem_key),
    Maker("pem private key in yaml", "secret", indented_pem_key),
    Maker("encrypted pem private key", "secret", legacy_encrypted_key),
    Maker("pgp private key", "secret", pgp_key),
]
