"""Writes on businesses, on the people who work in them, and on their logins."""

from tenants.operations.accounts import (
    ask_to_confirm,
    choose_password,
    confirm_address,
    send_password_link,
    sign_out_everywhere,
)
from tenants.operations.businesses import (
    NewOwner,
    create_business,
    set_suspended,
    sign_up,
)
from tenants.operations.deletion import DeletionReceipt, delete_business, files_of
from tenants.operations.members import (
    accept_invitation,
    add_member,
    invite_member,
    open_invitation,
    remove_member,
)
from tenants.operations.tokens import end_family, renew, start_family

__all__ = [
    "DeletionReceipt",
    "NewOwner",
    "accept_invitation",
    "add_member",
    "ask_to_confirm",
    "choose_password",
    "confirm_address",
    "create_business",
    "delete_business",
    "end_family",
    "files_of",
    "invite_member",
    "open_invitation",
    "remove_member",
    "renew",
    "send_password_link",
    "set_suspended",
    "sign_out_everywhere",
    "sign_up",
    "start_family",
]
