"""替身图：每张只由(seed, split, i)决定，十类均衡，能训练。"""

import pickle

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader
from torchvision import transforms

from tutorial_pool.book.standin import CLASSES, StandIn, draw_picture


def test_same_arguments_give_same_pictures() -> None:
    one, two = StandIn(number=30), StandIn(number=30)
    assert one.targets == two.targets
    np.testing.assert_array_equal(one.data, two.data)


def test_pictures_do_not_depend_on_number_nor_on_order() -> None:
    few, many = StandIn(number=12), StandIn(number=40)
    backwards = [np.asarray(many[i][0]) for i in reversed(range(40))][::-1]
    assert many.targets[:12] == few.targets
    np.testing.assert_array_equal(few.data, np.stack(backwards[:12]))
    np.testing.assert_array_equal(many.data, np.stack(backwards))


def test_labels_are_the_same_everywhere() -> None:
    assert StandIn(number=20).targets == [
        6,
        8,
        2,
        4,
        9,
        0,
        5,
        3,
        7,
        1,
        1,
        3,
        9,
        4,
        5,
        7,
        2,
        0,
        8,
        6,
    ]


@pytest.mark.parametrize("other", [{"seed": 1}, {"train": True}])
def test_seed_and_split_change_everything(other: dict[str, int]) -> None:
    one, two = StandIn(number=50), StandIn(number=50, **other)
    assert one.targets != two.targets
    known = {picture.tobytes() for picture in one.data}
    assert not any(picture.tobytes() in known for picture in two.data)


def test_dtype_shape_and_classes() -> None:
    pictures = StandIn(number=11)
    assert pictures.data.dtype == np.uint8
    assert pictures.data.shape == (11, 32, 32, 3)
    assert len(pictures) == len(pictures.targets) == 11
    assert all(type(label) is int for label in pictures.targets)
    assert pictures.classes == (
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    )
    assert [pictures.class_to_idx[name] for name in pictures.classes] == list(range(10))
    assert pictures.source == "standin"


def test_default_sizes_are_those_of_cifar10() -> None:
    assert len(StandIn()) == 10_000
    assert len(StandIn(train=True)) == 50_000


def test_labels_are_balanced_and_shuffled() -> None:
    labels = np.array(StandIn(number=1000).targets).reshape(100, 10)
    np.testing.assert_array_equal(np.sort(labels), np.tile(np.arange(10), (100, 1)))
    assert len({tuple(block) for block in labels.tolist()}) > 90


def test_items_are_drawn_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def counting(label: int, rng: np.random.Generator) -> np.ndarray:
        drawn.append(label)
        return draw_picture(label, rng)

    monkeypatch.setattr("tutorial_pool.book.standin.draw_picture", counting)
    pictures = StandIn(number=20)
    first, again = pictures[7], pictures[7]
    assert drawn == [pictures.targets[7]]
    assert first[0].tobytes() == again[0].tobytes()
    assert pictures.data.any(axis=(1, 2, 3)).all()
    assert len(drawn) == 20


def test_indexing_is_that_of_a_list() -> None:
    pictures = StandIn(number=5)
    assert pictures[-1][0].tobytes() == pictures[4][0].tobytes()
    assert pictures[np.int64(2)][1] == pictures.targets[2]
    assert len(list(pictures)) == 5  # 靠IndexError结束
    for index in (5, -6):
        with pytest.raises(IndexError):
            pictures[index]


@pytest.mark.parametrize("bad", [{"number": -1}, {"seed": -1}])
def test_negative_arguments_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"不能是负数.*-1"):
        StandIn(**bad)


@pytest.mark.parametrize("label", range(10), ids=CLASSES)
def test_every_class_draws_many_different_pictures(label: int) -> None:
    pictures = [draw_picture(label, np.random.default_rng([label, k])) for k in range(20)]
    assert all(picture.std() > 10 for picture in pictures)  # 不是一片纯色
    assert len({picture.tobytes() for picture in pictures}) == 20


def test_objects_lie_mostly_inside_the_picture() -> None:
    """物体在中间、背景在四周：中间那块的变化应当比边上大。"""
    data = StandIn(number=500).data.astype(float)
    spread = data.std(axis=0).mean(axis=-1)  # (32, 32)
    rim = np.concatenate([spread[0], spread[-1], spread[:, 0], spread[:, -1]])
    assert spread[8:24, 8:24].mean() > rim.mean()


def test_data_loader() -> None:
    pictures = StandIn(
        number=20, transform=transforms.ToTensor(), target_transform=lambda label: label + 100
    )
    batches = list(DataLoader(pictures, batch_size=8))
    assert [tuple(x.shape) for x, _ in batches] == [(8, 3, 32, 32), (8, 3, 32, 32), (4, 3, 32, 32)]
    x = torch.cat([x for x, _ in batches])
    expected = torch.from_numpy(pictures.data).permute(0, 3, 1, 2) / 255
    assert x.dtype == torch.float32
    assert torch.equal(x, expected)
    assert torch.cat([y for _, y in batches]).tolist() == [k + 100 for k in pictures.targets]


def test_survives_the_trip_to_a_worker() -> None:
    """Windows和macOS的DataLoader用pickle把数据集送进工作进程。"""
    pictures = StandIn(number=10)
    copy = pickle.loads(pickle.dumps(pictures))
    np.testing.assert_array_equal(copy.data, pictures.data)


def test_can_be_learned() -> None:
    """线性最小二乘就该远胜瞎猜（0.1），又不该全对。"""
    train, test = StandIn(train=True, number=3000), StandIn(number=500)
    x, x_test = (d.data.reshape(len(d), 32, 32, 3)[:, ::2, ::2] / 255 - 0.5 for d in (train, test))
    x, x_test = x.reshape(len(x), -1), x_test.reshape(len(x_test), -1)
    ridge = x.T @ x + 10 * np.eye(x.shape[1])
    weights = np.linalg.solve(ridge, x.T @ np.eye(10)[train.targets])
    accuracy = np.mean((x_test @ weights).argmax(axis=1) == test.targets)
    assert 0.5 < accuracy < 0.95


@pytest.mark.parametrize("label", [-1, 10])
def test_a_label_out_of_range_is_refused(label):
    with pytest.raises(IndexError, match=f"得到{label}"):
        draw_picture(label, np.random.default_rng(0))
