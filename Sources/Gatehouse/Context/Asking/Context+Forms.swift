import GatehouseJSON
import GatehouseProtocol
public import GatehouseSchema

extension Context {
    /// Asks the user to fill in a form whose fields are the properties of a type.
    ///
    /// ```swift
    /// @Schemable struct Delivery {
    ///     /// When it should arrive.
    ///     let day: Date
    ///     @Field(.length(...200)) let note: String?
    /// }
    ///
    /// guard case .accepted(let delivery) = try await context.elicit("When shall we deliver?", as: Delivery.self)
    /// else { return "Nothing was ordered." }
    /// ```
    ///
    /// A form has texts, numbers, booleans, enumerations of texts and lists of these, nothing nested, and no rules beyond
    /// lengths, bounds and the formats `email`, `uri`, `date` and `date-time` (client/elicitation, "Requested Schema",
    /// 2026-07-28). A field with ``FieldRule/secret`` is refused: secrets are for pages, not for forms.
    ///
    /// - Parameters:
    ///   - message: What is asked for and why.
    ///   - form: The type.
    ///   - key: The question's name; see ``Question/key``.
    /// - Returns: What the user did, with the value that was entered; it follows the type's own rules as well.
    /// - Throws: ``InvalidQuestion`` where a form cannot ask for the type, ``MissingClientCapability`` where the client has
    ///   no forms, ``InvalidAnswer`` where what was entered is no value of the type.
    public func elicit<Form: Schemable>(
        _ message: String,
        as form: Form.Type = Form.self,
        key: String? = nil
    ) async throws -> Elicited<Form> {
        let answers = try await ask([.form(message, try FormSchema.of(form), key: key)])
        guard let (key, response) = answers.responses.first, case .elicit(let result) = response else {
            throw UnknownAnswer(key: key ?? "elicitation")
        }
        switch result.action {
        case .accept: return .accepted(try Self.value(of: result.content ?? [:], key: key))
        case .decline: return .declined
        default: return .cancelled
        }
    }

    private static func value<Form: Schemable>(of content: JSONObject, key: String) throws -> Form {
        let text = JSONText(.object(content))
        do throws(JSONReadFailure) {
            return try text.read(Form.self)
        } catch {
            let violations = try explanation(of: text, as: Form.self)
            let told = violations.prefix(16).map(\.description).joined(separator: "; ")
            throw InvalidAnswer(key: key, problem: "does not fit the form: \(told)")
        }
    }

    private static func explanation<Form: Schemable>(
        of text: JSONText,
        as form: Form.Type
    ) throws(SchemaError) -> [Violation] {
        let schema = try TypedSchema(form)
        do throws(InvalidValue) {
            _ = try schema.read(text)
            return []
        } catch {
            return error.violations
        }
    }

    /// Lets this request go on once, whatever was answered and however often: every other request that descends from the
    /// same first one is refused from here on.
    ///
    /// A client can send the state of a request again, with the same answers or others, and the function runs each time.
    /// Where that must not have an effect twice, as with a voucher, call this before the effect (basic/patterns/mrtr,
    /// "Server Requirements", 2026-07-28). It does nothing where the request has no state: such a request is a new one.
    /// Redemptions are kept in ``ServerOptions/RoundTrips/redemptions``.
    ///
    /// - Throws: What ends the call where the request was redeemed before, and the store's error where it cannot
    ///   remember another one; pass both on.
    public func redeemOnce() async throws {
        try await link?.redeem()
    }
}
