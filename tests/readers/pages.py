"""Pages written for these tests."""

from __future__ import annotations

TITLE = "Envoy leaves Tripoli without a deal on the ports"
PARAGRAPHS = (
    "The United Nations envoy left Tripoli on Monday after two days of talks that brought no agreement on the ports.",
    "“We will return when both sides are ready to sign,” he told reporters, adding that the committee still existed.",
    "A member of the Presidency Council said that the guards would stay until the central bank had paid their wages.",
    "The head of the eastern parliament repeated that he would not recognise any accord that his house had not passed.",
    "Exports have been halted since January, and the National Oil Corporation puts the loss at billions of dollars.",
)
BODY = "\n\n".join(PARAGRAPHS)

DUMP = f"""Thursday , 5 March 2020
Home / News / {TITLE}

{TITLE}

{BODY}

Related Articles

Ministers meet to prepare the budget

The council of ministers is to meet next week in order to …

© 2020 The Harbour Times. All rights reserved."""

HTML = f"""<!DOCTYPE html><html lang='en'><head><title>Envoy leaves | The Harbour Times</title>
<meta property='article:published_time' content='2018-06-20T18:30:00+02:00'></head><body>
<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li><li><a href='/sport'>Sport</a></li></ul></nav>
<article><h1>{TITLE}</h1><p class='byline'>By Our Correspondent</p><time datetime='2018-06-20'>20 June 2018</time>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
</article><aside class='related'><h3>Most read</h3>
<ul><li><a href='/a'>Ministers meet to prepare the budget</a></li>
<li><a href='/b'>Port of Misrata reopens to traffic</a></li></ul></aside>
<footer>© 2020 The Harbour Times. All rights reserved.</footer></body></html>"""
