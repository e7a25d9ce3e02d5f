from itertools import chain


def numeric_gradient(f, x, grad_output, eps):
    flat = list(chain(*x))
    width = len(x[0])

    def plane(values):
        return tuple(tuple(values[i : i + width]) for i in range(0, len(values), width))

    def slope(at):
        up = flat[:at] + [flat[at] + eps] + flat[at + 1 :]
        down = flat[:at] + [flat[at] - eps] + flat[at + 1 :]
        change = (a - b for a, b in zip(chain(*f(plane(up))), chain(*f(plane(down)))))
        return sum(g * d for g, d in zip(chain(*grad_output), change)) / eps / 2

    return plane([slope(at) for at in range(len(flat))])
