"""测试的共同设置：默认每次跑同样的例子；`--hypothesis-profile=long`换成随机的长跑。"""

import hypothesis
import torch

hypothesis.settings.register_profile(
    "default",
    max_examples=3000,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=False,
)
hypothesis.settings.register_profile("long", deadline=None, derandomize=False, max_examples=80_000)
hypothesis.settings.load_profile("default")
torch.manual_seed(0)
torch.set_num_threads(1)  # 反池化遇到重复的索引时，多线程的torch结果不定
