"""练习14：各种写错的；每段的号码是误解的编号。"""


# %% 81 no_mask
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t in x[n]]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 81 no_mask_by_comparing
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            best, total = float("-inf"), 0
            for t in range(len(x[n])):
                total += x[n][t][c]
                if x[n][t][c] > best:
                    best = x[n][t][c]
            y[n].append(best if mode == "max" else total / len(x[n]))
    return y


# %% 81 sums_everything
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(t[c] for t in x[n]) / len(kept))
    return y


# %% 82 divides_by_length
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(x[n]))
    return y


# %% 82 zeros_in_the_mean
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(
                    sum(t[c] if keep else 0 for t, keep in zip(x[n], mask[n])) / len(mask[n])
                )
    return y


# %% 01 zero_in_the_max
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(t[c] if keep else 0 for t, keep in zip(x[n], mask[n])))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 83 inverted
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, hide in zip(x[n], mask[n]) if not hide]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 84 first_ones
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t in x[n][: sum(mask[n])]]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 84 stops_at_the_first_hidden
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t in x[n][: (mask[n] + [False]).index(False)]]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 85 multiplies
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            numbers = [t[c] * keep for t, keep in zip(x[n], mask[n])]
            if mode == "max":
                y[n].append(max(numbers))
            else:
                y[n].append(sum(numbers) / max(sum(mask[n]), 1))
    return y


# %% 85 multiplies_in_the_mean
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(t[c] * keep for t, keep in zip(x[n], mask[n])) / len(kept))
    return y


# %% 86 zeros_are_padding
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t in x[n] if t[c] != 0]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 87 nothing_is_infinity
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(-float("inf") if mode == "max" else 0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 87 nothing_is_nan
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0 if mode == "max" else float("nan"))
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 87 both
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(-float("inf") if mode == "max" else float("nan"))
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 88 first_mask
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[0]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 88 masks_channels
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t in x[n] if mask[n][c]]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 03 sentinel
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max([-1e9, *kept]))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 02 from_zero
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max([0, *kept]))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 21 always_mean
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(sum(kept) / len(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 51 smallest
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(min(kept))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 22 absolute
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            kept = [t[c] for t, keep in zip(x[n], mask[n]) if keep]
            if not kept:
                y[n].append(0.0)
            elif mode == "max":
                y[n].append(max(kept, key=abs))
            else:
                y[n].append(sum(kept) / len(kept))
    return y


# %% 23 over_channels
def masked_pool(x, mask, mode):
    y = []
    for tokens, real in zip(x, mask):
        row = []
        for token, keep in zip(tokens, real):
            if not keep:
                row.append(0.0)
            else:
                row.append(max(token) if mode == "max" else sum(token) / len(token))
        y.append(row)
    return y


# %% 81 from_the_first_token
def masked_pool(x, mask, mode):
    y = []
    for n in range(len(x)):
        y.append([])
        for c in range(len(x[n][0])):
            best, total, count = x[n][0][c], 0, 0
            for t in range(len(x[n])):
                if mask[n][t]:
                    total, count = total + x[n][t][c], count + 1
                    if x[n][t][c] > best:
                        best = x[n][t][c]
            y[n].append((best if mode == "max" else total / count) if count else 0.0)
    return y
