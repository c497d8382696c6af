// What libredbook.so exports: all that its installed headers declare, and nothing else. They open their
// namespace with `namespace REDBOOK_API redbook {`; everything else is compiled with hidden visibility.
#pragma once

#ifdef _WIN32
#define REDBOOK_API // the library is linked statically there
#else
// What the namespace declares is exported.
#define REDBOOK_API [[gnu::visibility("default")]]
#endif
