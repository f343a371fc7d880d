"""The book: stage the executed notebooks, build the site, and the Sphinx extension it needs.

| module | job |
|---|---|
| `pages` | which pages there are, and the text of the derived ones |
| `staging` | executed notebooks with compressed pictures and audio files, ready for Sphinx |
| `build` | run, stage, Jupyter Book, in that order |
| `extension` | the Sphinx extension: theme, views, formulas, diagrams, search |
| `site`, `views`, `repository` | what the views show, and how they are rendered |
"""


def setup(app):
    """Set up the Sphinx extension `daybyday.book`, which `_config.yml` names."""
    from daybyday.book import extension

    return extension.setup(app)
