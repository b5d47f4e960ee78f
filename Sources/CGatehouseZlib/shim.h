#ifndef GATEHOUSE_ZLIB_SHIM_H
#define GATEHOUSE_ZLIB_SHIM_H

#include <zlib.h>

#endif
