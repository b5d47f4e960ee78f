public import Gatehouse

/// One of several ways to authenticate that a server takes side by side.
public protocol AuthenticationMethod: Authenticator {
    /// Its name, as principals carry it.
    var method: Principal.Method { get }

    /// Whether the request's credentials are of this method's kind, by their form alone. Where they are, this method
    /// decides, and no other is asked.
    func recognizes(_ credentials: Credentials) -> Bool
}
