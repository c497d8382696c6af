// The front door: everything a program needs that masters, records or checks audio CDs.
//
//   open()        as an Album: audio files, a folder, a sheet, an image, a stash, or a disc in a drive
//   master()      an album as an image, a DDP set or CD-TEXT: written, read back, compared, then named
//   stage()       an album in a stash, which survives a crash; Staging does the same block by block
//   record()      an album or a stash on a disc: staged, written, read back, compared
//   compare()     whether two albums are the same disc
//   check()       the rules of the Red Book, and what is heard
//   identify()    the disc IDs
//   drives()      what can record; diagnose() says why a drive cannot be used
//   report_on()   reports, rendered by to_text() and to_json(); write_pq_sheet() writes a page
//
// What goes wrong is an Error: a code, and one sentence that says where and what to do. What is done has an
// Outcome, which is `verified` only if it was read back and compared.
#pragma once

#include "redbook/base/error.h"
#include "redbook/disc/album.h"
#include "redbook/disc/cd_text.h"
#include "redbook/disc/disc.h"
#include "redbook/disc/layout.h"
#include "redbook/image/deemphasized.h"
#include "redbook/jobs/check.h"
#include "redbook/jobs/compare.h"
#include "redbook/jobs/exit_code.h"
#include "redbook/jobs/master.h"
#include "redbook/jobs/open.h"
#include "redbook/jobs/record.h"
#include "redbook/jobs/side_files.h"
#include "redbook/jobs/stage.h"
#include "redbook/jobs/version.h"
#include "redbook/report/json.h"
#include "redbook/report/text.h"
#include "redbook/stage/staging.h"
