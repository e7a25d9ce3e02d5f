"""题目：一道题一个文件，文件的最后是这道题，`EXERCISE`。

添一道题，各抄一份最像的来改：

1. `content/solutions/e13.py`：答案。函数的签名和文档就是题面。
2. `content/e13.py`：题目的话、考的例子（`calls`），和照随便哪种做法应得的结果（`answer`）。
3. `tests/exercises`里三个`e13.py`：`contracts`里是约定之内随便哪一组参数，和包里哪个函数一样；
   `right`里是对的各种写法，至少四种；`wrong`里是写错的，名字前面写误解的编号。
4. `book/exercises/13-….ipynb`和`_toc.yml`：书页。再用`hatch run refresh`重跑总览页，
   它存着进度的名单。

路线（`track`）自己会找到它，编号要接着往下数。
"""
