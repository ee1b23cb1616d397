"""Signing in and out and a person's own login, on every host."""

from __future__ import annotations

from django.urls import path

from tenants.accounts.device_pages import devices, end_device, end_others
from tenants.accounts.own import account, new_address, own_address, own_language, own_password, prove
from tenants.accounts.two_step import recovery_codes, second_factor
from tenants.accounts.views import ChoosePassword, confirm, confirm_again, forgotten, sign_out
from tenants.organisations.switching import arrive, businesses, go
from tenants.passkeys.views import add, begin_adding, begin_entering, enter, passkeys, remove
from tenants.social.views import arrived, connect_by, disconnect, join, logins, refused, sign_in_by
from tenants.social.views import confirm as confirm_login
from tenants.views import Code, Login, Logout

urlpatterns = [
    path("login/", Login.as_view(), name="login"),
    path("login/code/", Code.as_view(), name="login-code"),
    path("login/forgotten/", forgotten, name="forgotten"),
    path("login/password/<uidb64>/<token>/", ChoosePassword.as_view(), name="password"),
    path("login/with/arrive/", arrived, name="social-arrive"),
    path("login/with/refused/", refused, name="social-refused"),
    path("login/with/join/", join, name="join-login"),
    path("login/with/<slug:provider>/", sign_in_by, name="sign-in-by"),
    path("login/switch/<token>/", arrive, name="switch"),
    path("login/passkey/", enter, name="enter-by-passkey"),
    path("login/passkey/options/", begin_entering, name="begin-entering"),
    path("account/", account, name="account"),
    path("account/prove/", prove, name="prove"),
    path("account/two-step/", second_factor, name="second-factor"),
    path("account/recovery-codes/", recovery_codes, name="recovery-codes"),
    path("account/language/", own_language, name="own-language"),
    path("account/password/", own_password, name="own-password"),
    path("account/address/", own_address, name="own-address"),
    path("account/address/<token>/", new_address, name="new-address"),
    path("account/businesses/", businesses, name="businesses"),
    path("account/businesses/<slug:slug>/", go, name="switch-to"),
    path("account/devices/", devices, name="devices"),
    path("account/devices/others/", end_others, name="end-others"),
    path("account/devices/<slug:kind>/<uuid:key>/", end_device, name="end-device"),
    path("account/logins/", logins, name="logins"),
    path("account/logins/confirm/", confirm_login, name="confirm-login"),
    path("account/logins/<int:key>/end/", disconnect, name="disconnect-login"),
    path("account/logins/<slug:provider>/", connect_by, name="connect-by"),
    path("account/passkeys/", passkeys, name="passkeys"),
    path("account/passkeys/options/", begin_adding, name="begin-adding"),
    path("account/passkeys/add/", add, name="add-passkey"),
    path("account/passkeys/<int:key>/end/", remove, name="remove-passkey"),
    path("account/sign-out/", sign_out, name="sign-out-everywhere"),
    path("account/confirm/", confirm_again, name="confirm-again"),
    path("account/confirm/<token>/", confirm, name="confirm-address"),
    path("logout/", Logout.as_view(), name="logout"),
]
