"""The addresses of calls, applications and reviews, under /fund/."""

from django.urls import path

from kouan.areas.fund.desks import application, applying, calls, listing, reviewing

patterns = [
    path("calls/", calls.listed, name="calls"),
    path("calls/new/", calls.opening, name="call_new"),
    path("calls/<str:number>/", calls.one, name="call"),
    path("calls/<str:number>/apply/", applying.begin, name="apply"),
    path("calls/<str:number>/applications/", listing.listed, name="applications"),
    path("calls/<str:number>/applications.csv", listing.file, name="applications_csv"),
    path("calls/<str:number>/assign/", listing.assign, name="assign"),
    path("calls/<str:number>/ranking/", listing.ranking, name="ranking"),
    path("applications/", applying.mine, name="my_applications"),
    path("applications/drafts/<str:id>/", applying.draft, name="application_draft"),
    path("applications/<str:number>/", application.one, name="application"),
    path("applications/<str:number>/papers/<str:sha256>/", application.paper, name="application_paper"),
    path("reviewers/", reviewing.reviewers, name="reviewers"),
    path("reviews/", reviewing.mine, name="reviews"),
    path("reviews/<str:number>/", reviewing.one, name="review"),
]
