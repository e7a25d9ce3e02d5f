"""书要用的：`draw`和`svg`画图，`cifar10`和`standin`给出图片。它们不做池化，只是用池化。

`svg`只用标准库；`draw`要NumPy；`cifar10`和`standin`还要torchvision和Pillow。
"""
