//! Markdown in a terminal, as HTML, and as the blocks of a lesson.

use expect_test::{Expect, expect};
use piton_content::markdown::{BlockTag, lesson_blocks, to_html, to_terminal};

const SAMPLE: &str = include_str!("sample.md");

fn check(markdown: &str, width: usize, expected: Expect) {
    expected.assert_eq(&to_terminal(markdown, width, false));
}

#[test]
fn everything_has_a_plain_form() {
    check(
        SAMPLE,
        40,
        expect![[r##"
        # A title

        A paragraph with emphasis, weight,
        `code`, strokes and a link [1] that is
        long enough to be wrapped.
        After a break: 日本語のテキスト and the
        same [1].

        ## Lists

        - one
        - two is longer than the line and goes
          on below itself
          1. inner
          2. list
        - [x] done
        - [ ] open

        10. ten

            with a second paragraph

        11. eleven

            def twice(n: int) -> str:
                return f"{n * 2}"  # doubled

          | 4

        > A quote of somebody who said > this.

        > Warning
        > Mind the gap.

        name  |      what it is for       |    n
        ------+---------------------------+-----
        short |  a text that is much too  |    1
              |    long for its column    |
        x     |             y             | 1000

        ----------------------------------------

        <p>raw</p>

        https://example.org and [image: a
        picture] [2].

        [1] https://docs.python.org/3/
        [2] p.png
    "##]],
    );
}

#[test]
fn everything_has_a_colored_form() {
    let colored = to_terminal(SAMPLE, 40, true).replace('\u{1b}', "^");
    expect![[r#"
        ^[1;4mA title^[0m

        A paragraph with ^[3memphasis^[0m, ^[1mweight^[0m, ^[36mcode^[0m,
        ^[9mstrokes^[0m and a ^[4mlink^[0m ^[2m[1]^[0m that is long
        enough to be wrapped.
        After a break: 日本語のテキスト and ^[4mthe^[0m
        ^[4msame^[0m ^[2m[1]^[0m.

        ^[1mLists^[0m

        ^[2m• ^[0mone
        ^[2m• ^[0mtwo is longer than the line and goes
          on below itself
          ^[2m1. ^[0minner
          ^[2m2. ^[0mlist
        ^[2m• [x] ^[0mdone
        ^[2m• [ ] ^[0mopen

        ^[2m10. ^[0mten

            with a second paragraph

        ^[2m11. ^[0meleven

            ^[35mdef^[0m ^[34mtwice^[0m(n: ^[36mint^[0m) -> ^[36mstr^[0m:
                ^[35mreturn^[0m ^[35mf^[0m^[32m"^[0m{n * ^[33m2^[0m}^[32m"^[0m  ^[2;3m# doubled^[0m

        ^[2m  │ ^[0m4

        ^[2m│ ^[0mA quote of somebody who said > this.

        ^[33m│ ^[0m^[1;33mWarning^[0m
        ^[33m│ ^[0mMind the gap.

        ^[1mname^[0m ^[2m │ ^[0m     ^[1mwhat it is for^[0m      ^[2m │ ^[0m   ^[1mn^[0m
        ^[2m──────┼───────────────────────────┼─────^[0m
        short^[2m │ ^[0m a text that is much too ^[2m │ ^[0m   1
             ^[2m │ ^[0m   long for its column   ^[2m │ ^[0m
        x    ^[2m │ ^[0m            y            ^[2m │ ^[0m1000

        ^[2m────────────────────────────────────────^[0m

        ^[2m<p>raw</p>^[0m

        ^[4mhttps://example.org^[0m and [image: a
        picture] ^[2m[2]^[0m.

        ^[2m[1] https://docs.python.org/3/^[0m
        ^[2m[2] p.png^[0m
    "#]]
    .assert_eq(&colored);
}

#[test]
fn plain_text_holds_no_control_sequence_and_colors_change_no_letter() {
    let plain = to_terminal(SAMPLE, 60, false);
    assert!(!plain.contains('\u{1b}'));
    let colored = to_terminal("A *word* and `code`.", 60, true);
    assert_eq!(colored, "A \u{1b}[3mword\u{1b}[0m and \u{1b}[36mcode\u{1b}[0m.\n");
}

#[test]
fn lines_keep_to_the_width_there_is() {
    for width in [20, 33, 80] {
        for line in to_terminal(SAMPLE, width, false).lines() {
            let is_code = line.starts_with("    ") || line.starts_with("  | ");
            let cells = unicode_width::UnicodeWidthStr::width(line);
            assert!(is_code || line.starts_with('[') || cells <= width, "{cells}: {line}");
        }
    }
}

#[test]
fn nothing_in_a_text_steers_the_terminal() {
    let hostile = "a\u{1b}[2Jb [c](https://x.org/\u{1b}]0;t\u{7}) &#27;[31m `\u{9b}5n` &#x202e;x\n\n\
                   ```python\nx = '\u{1b}[31m'\n```\n\n<b>\u{1b}c</b>\n\n> [!NOTE] \u{1b}[1m&#27;x\n> y\n";
    let plain = to_terminal(hostile, 60, false);
    assert!(plain.chars().all(|c| c == '\n' || !c.is_control()), "{plain:?}");
    assert!(!plain.contains('\u{202e}'));
    let colored = to_terminal(hostile, 60, true);
    for sequence in colored.split('\u{1b}').skip(1) {
        let end = sequence.find('m').expect("only colours are set");
        assert!(sequence[1..end].bytes().all(|b| b.is_ascii_digit() || b == b';'), "{sequence:?}");
        assert!(sequence.starts_with('['), "{sequence:?}");
    }
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    for hostile in [">".repeat(5000), "- ".repeat(5000), "*a **b ".repeat(3000), "[".repeat(5000)] {
        let text = format!("{hostile} x");
        assert!(!to_terminal(&text, 80, true).is_empty());
        assert!(!to_html(&text).is_empty());
    }
}

#[test]
fn html_is_safe_and_highlighted() {
    expect![[r#"
        <h2>Title</h2>
        &lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;
        <p>A &lt;b&gt;x&lt;/b&gt; <a href="">go</a> <img src="" alt="i" /></p>
        <pre><code class="language-python"><span class="hl-keyword">if</span> x: <span class="hl-keyword">return</span> <span class="hl-string">&quot;&lt;a&gt;&quot;</span>  <span class="hl-comment"># why</span>
        </code></pre>
        <pre><code class="language-nonsense">&lt;x&gt;
        </code></pre>
        <div class="markdown-alert markdown-alert-tip">
        <p class="markdown-alert-title">Tip</p>
        <p>yes</p>
        </div>
    "#]].assert_eq(&to_html(
        "# Title\n\n<script>alert(1)</script> <b>x</b>\n\nA <b>x</b> [go](javascript:alert(1)) \
         ![i](data:text/html,x)\n\n```python run\nif x: return \"<a>\"  # why\n```\n\n\
         ```nonsense\n<x>\n```\n\n> [!TIP]\n> yes\n",
    ));
}

#[test]
fn the_blocks_of_a_lesson_say_how_they_are_run() {
    let lesson = "# L\n\n```python run\na = 1\nprint(a)\n```\n```output\n1\n```\n\nwords\n\n\
                  - in a list\n\n  ```python run continue raises=ValueError\n  int('x')\n  ```\n\n\
                  ```python run continue\nprint(a)\n```\n\n```output\n1\n```\n\n\
                  ```python\ndef f(): ...\n```\n\n```text\nfree\n```\n";
    let blocks = lesson_blocks(lesson);
    assert_eq!(
        blocks.iter().map(|block| block.tag).collect::<Vec<_>>(),
        [BlockTag::Run, BlockTag::RunContinued, BlockTag::RunContinued, BlockTag::Compile]
    );
    expect![[r#"
        [
            Block {
                source: "a = 1\nprint(a)\n",
                before: "",
                tag: Run,
                line: 4,
                expected_output: Some(
                    "1\n",
                ),
                raises: None,
            },
            Block {
                source: "int('x')\n",
                before: "a = 1\nprint(a)\n",
                tag: RunContinued,
                line: 16,
                expected_output: None,
                raises: Some(
                    "ValueError",
                ),
            },
            Block {
                source: "print(a)\n",
                before: "a = 1\nprint(a)\nint('x')\n",
                tag: RunContinued,
                line: 20,
                expected_output: Some(
                    "1\n",
                ),
                raises: None,
            },
            Block {
                source: "def f(): ...\n",
                before: "",
                tag: Compile,
                line: 28,
                expected_output: None,
                raises: None,
            },
        ]
    "#]]
    .assert_debug_eq(&blocks);
    let line = lesson.lines().nth(blocks[2].line - 1).unwrap();
    assert_eq!(line, "print(a)", "lines are those of the lesson");
}
