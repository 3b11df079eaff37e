#include "domain/file_event.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace hearth {
namespace {

TEST(FileAction, EveryWordIsReadBack) {
  for (FileAction action :
       {FileAction::read, FileAction::create, FileAction::modify, FileAction::remove, FileAction::rename}) {
    EXPECT_EQ(file_action_from(to_string(action)), action);
  }
  EXPECT_EQ(to_string(FileAction::remove), "delete");
}

TEST(FileAction, AnUnknownWordIsAFaultOfOurs) {
  try {
    file_action_from("remove");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::internal);
    EXPECT_NE(std::string(error.what()).find("\"remove\""), std::string::npos);
  }
}

}  // namespace
}  // namespace hearth
