#include "documents/readers/mail_text.h"

#include <gtest/gtest.h>

namespace hearth::documents {

namespace {

TEST(MailText, HeadersAreUnfoldedAndDecoded) {
  MailPart part =
      parse_mail_part("Subject: =?utf-8?Q?caf=C3=A9?=\r\n =?utf-8?B?IHRvZGF5?= now\r\nX: 1\r\nx: 2\r\n\r\nbody");
  EXPECT_EQ(decode_words(part.headers.at("subject")), "café today now");
  EXPECT_EQ(part.headers.at("x"), "1");
  EXPECT_EQ(part.body, "body");
  EXPECT_EQ(decode_words("=?broken"), "=?broken");
  EXPECT_EQ(decode_words("a =?x?Q?"), "a =?x?Q?");
}

TEST(MailText, ParametersOfAHeader) {
  std::string header = "Text/Plain; charset=\"iso-8859-1\"; name*=utf-8''M%C3%A4rz.pdf; x=1";
  EXPECT_EQ(header_value(header), "text/plain");
  EXPECT_EQ(header_parameter(header, "charset"), "iso-8859-1");
  EXPECT_EQ(header_parameter(header, "name"), "März.pdf");
  EXPECT_EQ(header_parameter(header, "x"), "1");
  EXPECT_EQ(header_parameter(header, "y"), "");
}

TEST(MailText, TransferEncodings) {
  EXPECT_EQ(decode_quoted_printable("a=\r\nb=C3=A9=\nc=zz="), "abéc=zz=");
  EXPECT_EQ(decode_base64("aGVs\r\nbG8="), "hello");
  EXPECT_EQ(decode_base64("!!"), "");
}

}  // namespace

}  // namespace hearth::documents
