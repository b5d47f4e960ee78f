public import GatehouseJSON
public import Logging

// What the server knows of a request by itself. Nobody provides these, and nobody can replace them.

extension Dependency<Principal> {
    /// Who is calling. A parameter of type ``Principal`` means the same.
    public static var principal: Self {
        Dependency(.request("principal")) { $0.info.principal }
    }
}

extension Dependency<RequestInfo> {
    /// The request: its number, method and component, and where it came from.
    public static var request: Self {
        Dependency(.request("request")) { $0.info }
    }
}

extension Dependency<JSONObject> {
    /// The verified claims of the caller's credential.
    public static var claims: Self {
        Dependency(.request("claims")) { $0.info.principal.claims }
    }

    /// The call's own arguments, checked: a tool's arguments, a prompt's, or the variables of a resource's URI.
    ///
    /// They are there after step 7; a guard that needs them, itself or by way of another dependency, runs after it.
    public static var arguments: Self {
        Dependency(.arguments) { try $0.arguments }
    }
}

extension Dependency<Logger> {
    /// A logger whose lines carry the request's number and the caller.
    public static var logger: Self {
        Dependency(.request("logger")) { $0.requestLogger }
    }
}

extension Dependency<String?> {
    /// The peer's address, without its port; nothing where the transport knows none.
    public static var clientAddress: Self {
        Dependency(.request("clientAddress")) { $0.info.remoteAddress }
    }

    /// The value of a header field of the request, its lines joined by commas (RFC 9110, section 5.3); nothing where the
    /// request has none.
    ///
    /// A server refuses to start with a dependency on a field that holds credentials: a caller's token is for this
    /// server alone, and what it says is in ``Principal`` (basic/authorization, "Token Handling", 2026-07-28).
    public static func header(_ name: String) -> Self {
        let field = name.lowercased()
        return Dependency(.header(field)) { $0.headerField(field) }
    }
}

extension Dependency {
    /// The call's own arguments as the type that the tool takes; they are decoded once, after the schema's checks.
    ///
    /// Only tools that take this very type can need it, which is checked when the server is made.
    public static func input(_ type: Value.Type) -> Dependency<Value> {
        Dependency(.input(type)) { try $0.input(as: type) }
    }
}
