from grader.words import Words, words


def test_words_are_filled_in_and_translated_all_the_way_down():
    """A value may be words itself; each template is translated before it is filled."""
    both = words("{one} or {other}", one=words("a tensor"), other=words("{n} floats", n=3))
    chinese = {"{one} or {other}": "{one}或{other}", "a tensor": "张量", "{n} floats": "{n} 个浮点数"}
    assert both.render() == str(both) == "a tensor or 3 floats"
    assert both.render(chinese.__getitem__) == "张量或3 个浮点数"


def test_a_value_is_never_read_as_a_template():
    """Braces in what a student said stay braces, also where there is nothing to fill in."""
    assert words("{type}: {message}", type="KeyError", message="{0.__class__}").render() == "KeyError: {0.__class__}"
    assert Words("{looks like a field}").render() == "{looks like a field}"
