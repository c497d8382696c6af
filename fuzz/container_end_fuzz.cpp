// Any bytes as a file of each container whose sizes are read: a size, or none.
#include "redbook/audio/container_end.h"

#include "fuzz/memory_files.h"
#include "fuzz/target.h"

namespace redbook {

FUZZ_TARGET(container_end, "audio", "wav") {
    const OneFile one(input);
    const InputFile file(system_files(), one.path());
    for (const char* container : {"matroska,webm", "mov,mp4,m4a,3gp,3g2,mj2", "caf", "aiff", "au", "w64",
                                  "wav", "asf", "wv", "tta", "ogg", "mp3"})
        told_size(file, container);
}

} // namespace redbook
