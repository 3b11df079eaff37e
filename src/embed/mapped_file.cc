#include "embed/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/fd.h"

namespace hearth::embed {

MappedFile::MappedFile(const std::string& path) {
  const std::string doing = fmt::format("opening the weights {}", path);
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) throw_errno(doing);
  struct stat status = {};
  if (::fstat(fd.get(), &status) != 0) throw_errno(doing);
  if (!S_ISREG(status.st_mode)) throw Error(Code::invalid_argument, doing + ": it is not a file; give one");
  if (status.st_size == 0) throw Error(Code::invalid_argument, doing + ": the file is empty; convert the model again");
  void* const mapped = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (mapped == MAP_FAILED) throw_errno(doing);
  data_ = static_cast<const std::byte*>(mapped);
  size_ = static_cast<std::size_t>(status.st_size);
}

MappedFile::~MappedFile() {
  ::munmap(const_cast<std::byte*>(data_), size_);
}

}  // namespace hearth::embed
