// What each detector takes and leaves. The corpus in tests/redaction/ measures them; here are the rules one by one.
#include "egress/redaction/detectors/detectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "egress/redaction/detectors/token_shapes.h"

namespace hearth::egress {
namespace {

using Strings = std::vector<std::string>;

Strings found(DataClass data_class, const std::string& text) {
  Rules rules = Rules().with(DataClass::secret, Action::allow).with(data_class, Action::mask);
  Strings parts;
  for (const Finding& each : find(text, rules)) parts.push_back(text.substr(each.begin, each.end - each.begin));
  return parts;
}

Strings secrets(const std::string& text) {
  return found(DataClass::secret, text);
}

const std::string random_40 = "q8Zt4Lw0Rb7Xn2Vc9Ks5Hd1Mf6Gj3Py8Tz0Qw4Er";

TEST(TokenShapesTest, AreSortedAndHaveDistinctPrefixes) {
  auto shapes = token_shapes();
  EXPECT_TRUE(std::ranges::is_sorted(shapes, {}, &TokenShape::prefix));
  EXPECT_EQ(std::ranges::adjacent_find(shapes, {}, &TokenShape::prefix), shapes.end());
}

TEST(ShapedTokensTest, AreFoundInAnySurroundings) {
  const std::string key = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
  for (const std::string& before : Strings{"", " ", "\"", "=", "\\n", "(", "ü", "x "}) {
    EXPECT_EQ(secrets(before + key + "."), Strings{key}) << before;
  }
  EXPECT_EQ(secrets("x" + key), Strings{});
}

TEST(ShapedTokensTest, HaveALength) {
  EXPECT_EQ(secrets("AKIAYZ4JQ2M7KD5XW3PL"), Strings{"AKIAYZ4JQ2M7KD5XW3PL"});
  EXPECT_EQ(secrets("AKIAYZ4JQ2M7KD5XW3PLX"), Strings{});
  EXPECT_EQ(secrets("AKIAYZ4JQ2M7KD5XW3P"), Strings{});
}

TEST(ShapedTokensTest, AnOrdinaryPrefixNeedsARandomRest) {
  EXPECT_EQ(secrets("sk-" + random_40), Strings{"sk-" + random_40});
  EXPECT_EQ(secrets("sk-learn-contrib-imbalanced-learn-extension"), Strings{});
  EXPECT_EQ(secrets("sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"), Strings{});
}

TEST(ShapedTokensTest, TheLongestOfTwoPrefixesNamesTheToken) {
  std::vector<Finding> findings;
  find_shaped_tokens("sk-ant-" + random_40, findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].what, "Anthropic key");
}

TEST(MarkedTokensTest, AreFoundByTheirMiddle) {
  EXPECT_EQ(secrets("bot 123456789:AAq8Zt4Lw0Rb7Xn2Vc9Ks5Hd1Mf6Gj3Py8T runs"),
            Strings{"123456789:AAq8Zt4Lw0Rb7Xn2Vc9Ks5Hd1Mf6Gj3Py8T"});
  EXPECT_EQ(secrets("at 12:AAA, 8Q~ and example.atlasv1.com"), Strings{});
}

TEST(JsonWebTokensTest, HaveThreePartsOrFive) {
  const std::string header = "eyJhbGciOiJIUzI1NiJ9", claims = "eyJzdWIiOiIxMjM0In0", rest = ".c2lnbmF0dXJl";
  EXPECT_EQ(secrets(header + "." + claims + rest + ";"), Strings{header + "." + claims + rest});
  EXPECT_EQ(secrets(header + rest + rest + rest + rest), Strings{header + rest + rest + rest + rest});
  EXPECT_EQ(secrets(header + "." + claims), Strings{});
  EXPECT_EQ(secrets(header + " is a cursor"), Strings{});
}

TEST(PrivateKeysTest, AreFoundWholeAlsoWithoutTheirEnd) {
  const std::string begin = "-----BEGIN OPENSSH PRIVATE KEY-----\n", body = "b3BlbnNzaC1rZXk\nAAAA==\n";
  const std::string end = "-----END OPENSSH PRIVATE KEY-----";
  EXPECT_EQ(secrets("x " + begin + body + end + "\ny"), Strings{begin + body + end});
  EXPECT_EQ(secrets("x " + begin + body + "[cut]"), Strings{begin + body});
  EXPECT_EQ(secrets("-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n\""),
            Strings{"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----"});
  EXPECT_EQ(secrets("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"), Strings{});
}

TEST(UrlPasswordsTest, OnlyThePasswordIsFound) {
  EXPECT_EQ(secrets("postgres://app:s3cr:et?@db/x"), Strings{"s3cr:et?"});
  EXPECT_EQ(secrets("redis://:2AI^mm2@cache:6379"), Strings{"2AI^mm2"});
  EXPECT_EQ(secrets("https://" + random_40 + "@github.com/x"), Strings{random_40});
  EXPECT_EQ(secrets("https://host:8080/@x ssh://git@host http://host:80?to=a@b.de p://u:${PW}@h"), Strings{});
}

TEST(AssignedSecretsTest, AreFoundByWhatStandsBeforeThem) {
  for (const std::string& text : Strings{"password=hunter2x",
                                         "DB_PASSWORD=hunter2x\n",
                                         "\"password\": \"hunter2x\"",
                                         "\\\"password\\\":\\\"hunter2x\\\"",
                                         "password: hunter2x",
                                         "password => 'hunter2x'",
                                         "password: str = \"hunter2x\"",
                                         "config['password'] = 'hunter2x'",
                                         "<password>hunter2x</password>",
                                         "key=\"Password\" value=\"hunter2x\"",
                                         "- name: PASSWORD\n  value: hunter2x\n",
                                         "define('DB_PASSWORD', 'hunter2x');",
                                         "--password hunter2x",
                                         "setPassword(\"hunter2x\")",
                                         "requirepass hunter2x\n",
                                         "login ada password hunter2x\n",
                                         "The password for the printer is hunter2x.",
                                         "Das Passwort lautet: hunter2x",
                                         "Пароль: hunter2x",
                                         "パスワード：hunter2x",
                                         "Pwd=hunter2x;Encrypt=True",
                                         "pass: `hunter2x`"}) {
    EXPECT_EQ(secrets(text), Strings{"hunter2x"}) << text;
  }
}

TEST(AssignedSecretsTest, TokensMustLookDrawnAtRandom) {
  for (const std::string& text :
       Strings{"api_key=" + random_40, "Authorization: Bearer " + random_40, "?access_token=" + random_40 + "&page=2",
               "X-Api-Key: " + random_40, "AccountKey=" + random_40 + ";End=x", "key: " + random_40}) {
    EXPECT_EQ(secrets(text), Strings{random_40}) << text;
  }
  EXPECT_EQ(secrets("token: abcdefghijklmnopqrstuvwxyz, api_key=my-service-key-name"), Strings{});
}

TEST(AssignedSecretsTest, CodeStandInsAndProseAreLeft) {
  for (const std::string& text : Strings{
           "password = os.environ['PASSWORD']", "password: string;", "password = user.password", "password=${PASSWORD}",
           "password: <your password>", "password: changeme", "password=********", "Password: incorrect, try again",
           "password_file: /run/secrets/db1", "max_tokens: 4096", "token_type: bearer", "password=\"\"", "secret: null",
           "cache_key: " + random_40, "public_key = \"" + random_40 + "\"", "\"login.password\": \"Mot de passe\"",
           "The password must have 12 characters.", "Bitte Passwort eingeben:"}) {
    EXPECT_EQ(secrets(text), Strings{}) << text;
  }
}

TEST(AssignedSecretsTest, ANameAlsoHoldsForAValueOfItsOwn) {
  EXPECT_TRUE(is_secret_under("password", "hunter2x"));
  EXPECT_TRUE(is_secret_under("clientSecret", random_40));
  EXPECT_FALSE(is_secret_under("password_hint", "hunter2x"));
  EXPECT_FALSE(is_secret_under("token", "word"));
  EXPECT_FALSE(is_secret_under("", "hunter2x"));
}

TEST(EmailsTest, AreFoundInAnySurroundings) {
  EXPECT_EQ(found(DataClass::email, "<ada@example.org>, mailto:b.c+d@sub.example.co.uk. 'ü@müller.de'"),
            (Strings{"ada@example.org", "b.c+d@sub.example.co.uk", "ü@müller.de"}));
  EXPECT_EQ(found(DataClass::email, "logo@2x.png a@b left-pad@1.3.0 @ada git@host.org:x ftp://u:p@host.org a@b..de"),
            Strings{});
}

TEST(PhonesTest, AreFoundByTheirCountryTheirFormOrTheirName) {
  EXPECT_EQ(found(DataClass::phone, "+49 30 901820, (415) 555-0132; 415-555-0132 Tel. 030 901820"),
            (Strings{"+49 30 901820", "(415) 555-0132", "415-555-0132", "030 901820"}));
  EXPECT_EQ(found(DataClass::phone,
                  "030 901820, 2026-03-01 10:11, 1.234.567,89, 192.168.100.1, cancelled 2026-03-01, "
                  "978-3-16-148410-0, +1, 5+1234567890, Tel 2026-03-01"),
            Strings{});
}

TEST(AccountsTest, MustPassTheirChecks) {
  EXPECT_EQ(found(DataClass::account, "4111 1111 1111 1111, 378282246310005; GB82 WEST 1234 5698 7654 32."),
            (Strings{"4111 1111 1111 1111", "378282246310005", "GB82 WEST 1234 5698 7654 32"}));
  EXPECT_EQ(found(DataClass::account,
                  "4111111111111112 x4111111111111111 0.4111111111111111 GB82WEST12345698765433 1111 4111"),
            Strings{});
}

TEST(HomePathsTest, NameAPerson) {
  EXPECT_EQ(found(DataClass::home_path, "/home/ada/x C:\\Users\\Ada\\y \"C:\\\\Users\\\\Ada\" file:///Users/ada.l"),
            (Strings{"/home/ada", "C:\\Users\\Ada", "C:\\\\Users\\\\Ada", "/Users/ada.l"}));
  EXPECT_EQ(found(DataClass::home_path, "/home/user/x /Users/Shared https://x.org/home/ada srv/home/"), Strings{});
}

TEST(DetectorsTest, TakeTimeLinearInTheText) {
  Rules rules;
  for (const DataClassInfo& each : data_classes()) rules = rules.with(each.data_class, Action::mask);
  for (const std::string& piece :
       Strings{"-----BEGIN PRIVATE KEY-----", "password is ", "password=", "eyJ", "://a:b", "a@", "sk-", "4111 ", "+1 ",
               "GB82 ", "/home/", "M.", "token: \\\"", "hvs.", "[[", "\"", "a", "1", "password \""}) {
    std::string text;
    while (text.size() < 100'000) text += piece;
    auto start = std::chrono::steady_clock::now();
    find(text, rules);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10)) << piece;
  }
}

}  // namespace
}  // namespace hearth::egress
