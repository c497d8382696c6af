// Any bytes as a file of each container whose sizes are read: a size, or none.
#include "redbook/audio/container_end.h"

#include "fuzz/target.h"

namespace redbook {

void read_input(Bytes input) {
    const InputFile file(system_files(), as_file(input));
    for (const char* container : {"matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "caf", "aiff", "au", "w64",
                                  "wav", "asf", "wv", "tta", "ogg", "mp3"})
        told_size(file, container);
}

} // namespace redbook
