// Opens FILE for as many TRIES as it is told and prints what it read, if that was ever anything but the text HARMLESS.
// Then `tries N`. `opener FILE TRIES HARMLESS`; as `opener write FILE TRIES` it appends "planted".
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_all(const char* path, long tries) {
  for (long i = 0; i < tries; ++i) {
    int file = open(path, O_WRONLY | O_APPEND);
    if (file >= 0 && write(file, "planted", 7) < 0) perror("write");
    if (file >= 0) close(file);
  }
  printf("tries %ld\n", tries);
  return 0;
}

int main(int count, char** words) {
  if (count < 4) return 2;
  if (strcmp(words[1], "write") == 0) return write_all(words[2], atol(words[3]));
  long tries = atol(words[2]), others = 0;
  char text[100];
  for (long i = 0; i < tries; ++i) {
    int file = open(words[1], O_RDONLY);
    long size = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    text[size > 0 ? size : 0] = 0;
    if (size > 0 && strcmp(text, words[3]) != 0 && others++ == 0) puts(text);
  }
  printf("tries %ld\n", tries);
  return 0;
}
