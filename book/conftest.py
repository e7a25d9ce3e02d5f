"""nbval启动内核没有成，再试几次。"""

import nbval.kernel
from make import persistent

nbval.kernel.start_new_kernel = persistent(nbval.kernel.start_new_kernel)
