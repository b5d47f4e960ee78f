"""What the end-to-end tests share: the server process, clients, tokens, raw sockets and schemas."""
