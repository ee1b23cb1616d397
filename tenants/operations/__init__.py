"""Writes on businesses, on the people who work in them, and on their logins."""

from tenants.operations.accounts import (
    ask_new_address,
    ask_to_confirm,
    change_address,
    change_password,
    choose_password,
    confirm_address,
    send_password_link,
    sign_out_everywhere,
)
from tenants.operations.businesses import (
    NewOwner,
    change_greeting,
    create_business,
    require_second_factor,
    set_suspended,
    sign_up,
)
from tenants.operations.deletion import DeletionReceipt, delete_business
from tenants.operations.devices import Where, end_program, end_sign_in, note_visit
from tenants.operations.identities import connect_identity, disconnect_identity, user_known_by
from tenants.operations.keys import MadeKey, end_key, make_key, rotate_key
from tenants.operations.members import (
    accept_invitation,
    add_member,
    invite_member,
    open_invitation,
    remove_member,
)
from tenants.operations.organisations import (
    add_organisation_member,
    begin_organisation,
    join_by_code,
    join_organisation,
    leave_organisation,
    make_code,
    organisation_of,
    remove_organisation_member,
)
from tenants.operations.passkeys import add_passkey, note_passkey_used, remove_passkey
from tenants.operations.preferences import choose_language
from tenants.operations.roles import save_role
from tenants.operations.tokens import end_family, renew, start_family

__all__ = [
    "DeletionReceipt",
    "MadeKey",
    "NewOwner",
    "Where",
    "accept_invitation",
    "add_member",
    "add_organisation_member",
    "add_passkey",
    "ask_new_address",
    "ask_to_confirm",
    "begin_organisation",
    "change_address",
    "change_greeting",
    "change_password",
    "choose_language",
    "choose_password",
    "confirm_address",
    "connect_identity",
    "create_business",
    "delete_business",
    "disconnect_identity",
    "end_family",
    "end_key",
    "end_program",
    "end_sign_in",
    "invite_member",
    "join_by_code",
    "join_organisation",
    "leave_organisation",
    "make_code",
    "make_key",
    "note_passkey_used",
    "note_visit",
    "open_invitation",
    "organisation_of",
    "remove_member",
    "remove_organisation_member",
    "remove_passkey",
    "renew",
    "require_second_factor",
    "rotate_key",
    "save_role",
    "send_password_link",
    "set_suspended",
    "sign_out_everywhere",
    "sign_up",
    "start_family",
    "user_known_by",
]
