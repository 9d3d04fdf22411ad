"""The reading room: the ledger as pages of a local site, rendered on the server, readable without JavaScript.

How the parts fit:

* A route module (`home`, `actors`, `reviewing` …) gives ``routes: list[BaseRoute]``; each has a ``name``, by which
  templates link to it: ``{{ url_for("actor", number=12, query={"issue": "provide/arms"}) }}``. `app.create_app` joins
  the lists.
* A view is a plain function ``view(request) -> Response``; Starlette runs it in a thread. It reads the address with
  `asking` (``text``, ``day``, ``whole``), asks the ledger (`pages.ledger_of`), and gives `pages.page`.
* ``page(request, "conditions.html", answer=rows, picture=draw, **data)`` gives the page and its twins at the same
  address: ``?format=json`` is ``answer`` (what the command line prints with ``--format json``), ``?format=csv`` its
  rows, ``?format=svg`` the picture. Templates get ``data`` and ``answer``; see `pages.page`.
* Everything that a view shows is in its GET parameters, so that an address restores the view.
* Errors (`DragomanError`) become a page, or ``{"error": {"kind", "message", "choices"}}`` where the address asks for a
  twin. `pages.refusal` says no in the same two forms.
* Templates extend ``base.html`` (blocks ``title``, ``content``) and are escaped by default. No inline script or
  style: scripts and sheets are files of ``static/`` (``room``, ``pictures``; ``desk`` and ``reading`` for the work).
* A form that changes something is ``method="post"`` and holds ``{{ token_field() }}``; the middleware in `security`
  puts the token into ``request.scope["form_token"]`` and checks it when the form comes back.
* Wherever a page shows a fact, it includes ``_review.html`` with ``kind`` (statement, event, position), ``fact`` (its
  id), ``article`` (the article's id) and ``verdict`` (``None``, accept, reject) set; actor pages include
  ``_review_actor.html`` with ``profile`` (`dragoman.ledger.people.Profile`).
* `pictures.rows` turns the ledger's rows (`Stand`, `Told`) into what `swimlanes`, `network` and `matrix` draw, given a
  function that makes the address of a row. Colours are presentation attributes with a class beside each, so that the
  page's sheet can recolour a picture that stands in the page, and a saved one needs no sheet.
* `security` looks at every request before a view does; `visits` is what is known of a visitor, `entering` the door.
  `form_of(request)` gives a form whose token was checked, `author_of(request)` who signs a judgement.
* `readings` reads what `adding` is given, in a process of its own.

Routes: ``home /``, ``reports /reports``, ``report /reports/{article}``, ``fact /facts/{article}/{fact}``,
``actors /actors``, ``actor /actors/{number}``, ``issues /issues``, ``issue /issues/{key:path}``,
``positions /positions``, ``timeline /timeline``, ``conditions /conditions``, ``contradictions /contradictions``,
``compare /compare``, ``search /search``, ``sources /sources``, ``add /add``, ``reading /add/{number}``,
``review /review``, ``correct /review/{article}/{fact}``, ``judgements /judgements``, ``exports /export``,
``export /export/{name}``, ``login /login``.
"""
