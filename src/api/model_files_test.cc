#include "api/model_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace hearth::api {
namespace {

class ModelFilesTest : public testing::Test {
 protected:
  ModelFilesTest() {
    std::string pattern = "/tmp/hearth-models-XXXXXX";
    home_ = ::mkdtemp(pattern.data());
  }
  ~ModelFilesTest() override { std::filesystem::remove_all(home_); }
  void put(const std::string& path, const std::string& content) {
    std::filesystem::path file = home_ + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << content;
  }
  std::string found() {
    std::string text;
    for (const ModelFile& file : find_model_files(home_, {}).files) {
      text += std::string(file.program) + " " + file.name + " " + std::to_string(file.bytes) + "\n";
    }
    return text;
  }
  std::string home_;
};

TEST_F(ModelFilesTest, NothingWhereNothingIs) {
  EXPECT_EQ(found(), "");
  EXPECT_FALSE(find_model_files("/nowhere", {}).cut_off);
}

TEST_F(ModelFilesTest, AreFoundWhereOtherProgramsPutThem) {
  put(".lmstudio/models/maker/small/small-q4.gguf", "12345678");
  put(".lmstudio/models/maker/small/readme.md", "text");
  put(".cache/llama.cpp/tiny.gguf", "123");
  put(".cache/huggingface/hub/blobs/abc", "12345");
  std::filesystem::create_directories(home_ + "/.cache/huggingface/hub/snapshots/1");
  std::filesystem::create_symlink("../../blobs/abc", home_ + "/.cache/huggingface/hub/snapshots/1/linked.gguf");
  put(".ollama/models/manifests/registry.ollama.ai/library/llama3/8b",
      R"({"layers":[{"size":4000},{"size":700},{"digest":"x"}]})");
  put(".ollama/models/manifests/registry.ollama.ai/library/broken/1", "{");
  put("elsewhere/other.gguf", "1");
  EXPECT_EQ(found(),
            "Ollama llama3:8b 4700\nLM Studio maker/small/small-q4.gguf 8\nHugging Face snapshots/1/linked.gguf 5\n"
            "llama.cpp tiny.gguf 3\n");
}

TEST_F(ModelFilesTest, AreBounded) {
  for (int i = 0; i < 201; ++i) put(".cache/llama.cpp/" + std::to_string(i) + ".gguf", "x");
  ModelFiles many = find_model_files(home_, {});
  EXPECT_EQ(many.files.size(), 200u);
  EXPECT_TRUE(many.cut_off);
}

}  // namespace
}  // namespace hearth::api
