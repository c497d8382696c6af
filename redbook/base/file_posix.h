// Descriptors 0 to 2. If one is closed, the next file that is opened gets its number, and what a program
// prints goes into that file.
#pragma once

namespace redbook {

// Opens the null device for those that are closed, so that reading and printing still fail as on a closed
// descriptor. The first thing that a program does.
void occupy_standard_descriptors();

// The same open file under a number above 2; the old number is closed if it was another. -1, with errno left
// as it is, stays -1.
int above_standard_descriptors(int fd);

} // namespace redbook
