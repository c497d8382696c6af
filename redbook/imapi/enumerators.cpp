#include "redbook/imapi/enumerators.h"

#include "redbook/imapi/com_text.h"

namespace redbook::imapi {

void PropertyItem::give(Out& out) const { out = {name.empty() ? nullptr : to_task_memory(name), id, type}; }

} // namespace redbook::imapi
