"""What the operating system says."""

import getpass
import os
import pwd


def user_name():
    """The name of the user who runs the tests, and thus of whoever calls over stdio."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return getpass.getuser()
