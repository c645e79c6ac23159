import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { Link } from "../Link";
import { urls } from "../router";
import { Gate } from "./Gate";
import { useServer } from "./SignInPage";
import { SignUpForm } from "./SignUpForm";

export function SignUpPage() {
  const server = useServer();
  if (server === null) {
    return <Gate title={laterMessages.gate.signUpTitle} />;
  }
  if (server.isEmpty) {
    return (
      <Gate title={laterMessages.gate.firstTitle} text={laterMessages.gate.firstText}>
        <SignUpForm submit={laterMessages.gate.firstSubmit} isFirst invite={null} />
      </Gate>
    );
  }
  return (
    <Gate
      title={laterMessages.gate.signUpTitle}
      text={server.signUp === "invite" ? messages.errors.inviteNeeded : laterMessages.gate.signUpText}
    >
      {server.signUp === "open" && <SignUpForm submit={laterMessages.gate.signUp} isFirst={false} invite={null} />}
      <p class="gate-foot">
        {laterMessages.gate.toSignIn} <Link to={urls.signIn}>{laterMessages.gate.toSignInLink}</Link>
      </p>
    </Gate>
  );
}
