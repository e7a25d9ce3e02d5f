"""题目：一道题一个文件，文件的最后是这道题，`EXERCISE`。怎样添一道，见CONTRIBUTING.md。"""
