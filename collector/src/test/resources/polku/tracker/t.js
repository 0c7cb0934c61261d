/* stands in for the built tracker */ window.polku = () => {};
// Long enough to become smaller when packed, as the real tracker does: packed, packed, packed, packed, packed, packed, packed.
