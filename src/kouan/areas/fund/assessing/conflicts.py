"""Who must not review what: computed from the bodies, never left to memory."""

from kouan.areas.fund.models import Application, Reviewer
from kouan.kernel.words import Words

OF_APPLICANT = Words("专家属于申报单位", "The reviewer belongs to the applicant")
OF_PARENT = Words("专家属于申报单位的上级单位", "The reviewer belongs to the applicant's parent body")
OF_CHILD = Words("专家所属单位是申报单位的下级", "The reviewer's body is a child of the applicant")


def conflict(reviewer: Reviewer, application: Application, parents: dict[str, str]) -> Words | None:
    """Why this reviewer must not review this application, or None. `parents` is each known body's parent."""
    applicant, parent = application.applicant_id, parents.get(application.applicant_id, "")
    if reviewer.body == applicant:
        return OF_APPLICANT
    if parent and reviewer.body == parent:
        return OF_PARENT
    if parents.get(reviewer.body, "") == applicant:
        return OF_CHILD
    return None
