/* stands in for the built tracker */ window.polku = () => {};
