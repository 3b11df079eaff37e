// A new file beside the one it will replace: written and synced under a hidden name, then renamed into place, so that
// a crash leaves either the old content or the new and a hard link to the old content is never written through.
// Used by Workspace for one change, on that thread.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "base/fd.h"

namespace hearth::workspace {

// What a crash may leave behind starts with this.
inline constexpr std::string_view temporary_prefix = ".hearth-tmp-";

class TemporaryFile {
 public:
  // Creates it in the folder, which must outlive this. `path` is the file meant, for messages.
  TemporaryFile(int directory, std::string path);
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();  // removes it unless it was placed

  void write(std::string_view content);
  // Takes over permissions and, as far as this process may, the owner; never the set-user-id bits.
  void imitate(const struct stat& other);
  // On disk when it returns.
  void sync();

  enum class Existing { replace, refuse };
  // Renames it to `name` in the same folder. Throws Error(conflict) if a file is there that must not be.
  void place(const std::string& name, Existing existing);

 private:
  int directory_;
  std::string path_;
  std::string name_;
  Fd file_;
  bool placed_ = false;
};

// Makes renames and removals in the folder durable. Throws Error.
void sync_directory(int directory, std::string_view path);

// renameat2 with RENAME_NOREPLACE, or its nearest kin where the file system has none. Returns errno, 0 if it went well.
int rename_without_replacing(int from_directory, const std::string& from, int to_directory, const std::string& to);

}  // namespace hearth::workspace
